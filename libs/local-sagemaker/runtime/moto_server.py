"""Serves moto on a free loopback port, until the process that started it ends.

It writes the port as one line to standard output. Its standard input is a pipe whose other end that process holds:
however the process ends, the pipe closes, and so does this server.
"""

import os
import sys
import threading

from moto.moto_server.werkzeug_app import DomainDispatcherApplication, MotoRequestHandler, create_backend_app
from werkzeug.serving import make_server


def end_with_parent() -> None:
    """Ends this process when standard input closes."""
    sys.stdin.buffer.read()
    os._exit(0)


threading.Thread(target=end_with_parent, daemon=True).start()
server = make_server(
    "127.0.0.1",
    0,
    DomainDispatcherApplication(create_backend_app),
    threaded=True,
    request_handler=MotoRequestHandler,
)
os.environ["MOTO_PORT"] = str(server.port)
sys.stdout.write(f"{server.port}\n")
sys.stdout.flush()
server.serve_forever()
