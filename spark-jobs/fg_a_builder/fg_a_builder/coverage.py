"""How much history each window really had."""

from collections.abc import Collection
from dataclasses import dataclass

from fg_a_builder.windows import WindowPlan


@dataclass(frozen=True, kw_only=True)
class Coverage:
    """Slices of a window: how many it has, and how many of them Delta committed."""

    slices_expected: int
    slices_present: int

    @property
    def is_complete(self) -> int:
        """1 when every slice is committed, else 0."""
        return int(self.slices_present == self.slices_expected)


def coverage(plan: WindowPlan, committed: Collection[int]) -> dict[tuple[str, int], Coverage]:
    """Coverage of each window, by its label and its end; `committed` are slice numbers."""
    return {
        (label, end): Coverage(
            slices_expected=length,
            slices_present=sum(number in committed for number in range(end - length + 1, end + 1)),
        )
        for label, length in plan.lengths.items()
        for end in plan.ends
    }
