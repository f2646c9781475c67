"""The control API: what tests and integrators do with the box, over HTTP. `GET /control` lists it."""
