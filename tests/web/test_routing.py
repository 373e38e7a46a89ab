"""Which route a request is for."""

import httpx

from api.main import Afterword


async def test_a_path_behind_a_prefix_is_found(app: Afterword) -> None:
    """A reverse proxy may serve us under a path of its own, which a server then tells us of."""
    transport = httpx.ASGITransport(app, root_path="/afterword")
    async with httpx.AsyncClient(transport=transport, base_url="http://afterword.test") as client:
        assert (await client.get("/afterword/health/live")).status_code == 200
        assert (await client.get("/afterword/health/dead")).status_code == 404
