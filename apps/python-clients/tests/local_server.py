"""The server that `ndr local up` starts, as a process of its own."""

from __future__ import annotations

import json
import os
import signal
import subprocess
from pathlib import Path
from types import TracebackType

WORKSPACE = Path(__file__).parents[3]
NDR = WORKSPACE / "apps" / "deploy" / "bin" / "ndr.js"


class LocalServer:
    """A local SageMaker over a state folder, while the `with` lasts."""

    def __init__(self, state: Path) -> None:
        self.state = state
        self.log = state.with_suffix(".log")
        self.endpoint = ""

    def __enter__(self) -> LocalServer:
        with self.log.open("a") as log:
            self.process = subprocess.Popen(
                ["node", str(NDR), "local", "up", "--json", "--port", "0", "--state", str(self.state)],
                cwd=WORKSPACE,
                stdout=subprocess.PIPE,
                stderr=log,
                text=True,
            )
        assert self.process.stdout is not None
        line = self.process.stdout.readline()
        assert line, f"the server did not start: {self.log.read_text()}"
        self.endpoint = json.loads(line)["endpoint"]
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        self.end(signal.SIGTERM)

    def end(self, how: signal.Signals) -> None:
        """Ends the server, and waits until it has ended; one that has ended stays so."""
        self.process.send_signal(how)
        self.process.wait(timeout=60)

    @property
    def environment(self) -> dict[str, str]:
        """What clients need to know."""
        return {
            "AWS_ENDPOINT_URL": self.endpoint,
            "AWS_DEFAULT_REGION": "us-east-1",
            "AWS_REGION": "us-east-1",
            "AWS_ACCESS_KEY_ID": "local",
            "AWS_SECRET_ACCESS_KEY": "local",
            "AWS_EC2_METADATA_DISABLED": "true",
            "AWS_CONFIG_FILE": os.devnull,
            "AWS_SHARED_CREDENTIALS_FILE": os.devnull,
        }
