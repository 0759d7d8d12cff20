"""Entry point of the FG-B builder: fg_a, pair_counts → fg_b."""

import sys

if __name__ == "__main__":
    sys.exit("the FG-B builder has no parts yet")
