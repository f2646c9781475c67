"""Running the box on a port of 127.0.0.1."""

import socket

import uvicorn
from starlette.applications import Starlette

from sandbox.box import Box


class BoxServer(uvicorn.Server):
    """A uvicorn that ends the phone pages' streams before it waits for connections to finish."""

    def __init__(self, app: Starlette, port: int = 8100) -> None:
        super().__init__(uvicorn.Config(app, host="127.0.0.1", port=port, log_config=None, ws="none"))
        self._box: Box = app.state.box

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        """Close the box, then stop as uvicorn does."""
        self._box.close()
        await super().shutdown(sockets)
