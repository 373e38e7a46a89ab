"""`POST /contacts/from-vcard`, over both databases."""

import re
from pathlib import Path
from typing import Any

import httpx
import pytest

from api.db import Unit
from api.incoming import repository
from api.incoming.schemas import EXAMPLE_CARD
from tests import making
from tests.incoming.files import Made, written
from tests.making import complaints

PATH = "/contacts/from-vcard"
CARDS = {"Content-Type": "text/vcard"}


async def taken(client: httpx.AsyncClient, content: bytes | str) -> list[Made]:
    """What is answered of each card."""
    answer = await client.post(PATH, content=content, headers=CARDS)
    assert answer.status_code == 200, answer.text
    cards: list[Made] = answer.json()["cards"]
    return cards


def card(*lines: str, version: str = "3.0") -> str:
    return "\r\n".join(["BEGIN:VCARD", f"VERSION:{version}", *lines, "END:VCARD", ""])


def outcomes(cards: list[Made]) -> list[str]:
    return [one["outcome"] for one in cards]


async def test_a_card_as_apple_writes_it(client: httpx.AsyncClient) -> None:
    """Groups, several types of one number, a fax that is preferred, a picture; and a company's card."""
    ann, globex = await taken(client, written("cards", "apple.vcf"))
    expected = {
        "name": "Dr. Ann Ames",
        "name_confirmed": True,
        "organization_id": ann["organization"]["id"],
        "job_title": "Head of Analytics",
        "email": "ann.ames@initech.example",
        "phone": "+44 7700 900123",
        "postal_address": "12 Example Street, 2nd floor\nLondon EC1A 1BB\nUnited Kingdom",
        "notes": "Met at the fair; likes short answers\nand tea",
    }
    assert ann["contact"] | expected == ann["contact"]
    assert (ann["outcome"], ann["organization"]["name"]) == ("created", "Initech Ltd")
    assert [part["field"] for part in ann["missing"]] == ["organization.timezone", "organization.country"]
    assert (globex["outcome"], globex["contact"], globex["organization"]["name"]) == ("created", None, "Globex")


async def test_a_card_of_version_four(client: httpx.AsyncClient) -> None:
    """Preferences by number, a telephone number that is an address, a label; a group, and a referee."""
    zoe, group, rae = await taken(client, written("cards", "four.vcf"))
    expected = {
        "name": "Zoë Bell",
        "job_title": "Recruiter",
        "email": "zoe.bell@initech.example",
        "phone": "+44-20-7946-0018 ext. 102",
        "postal_address": "12 Example Street\nLondon EC1A 1BB",
    }
    assert zoe["contact"] | expected == zoe["contact"]
    assert group == {"outcome": "skipped", "contact": None, "organization": None, "missing": []}
    assert (rae["contact"]["organization_id"], rae["organization"]) == (None, None)
    assert [part["field"] for part in rae["missing"]] == ["contact.organization_id"]


async def test_cards_with_remains_of_version_two(client: httpx.AsyncClient) -> None:
    """Kinds of number that are not named `TYPE`: the one of work is taken, and no fax."""
    numbers = ("TEL;HOME;VOICE:1111111", "TEL;WORK;FAX:2222222", "TEL;WORK;VOICE:3333333")
    (found,) = await taken(client, card("FN:Ann", *numbers))
    assert found["contact"]["phone"] == "3333333"


@pytest.mark.parametrize("kind", ["location", "application", "device"])
async def test_what_is_nobody_is_no_contact(client: httpx.AsyncClient, kind: str) -> None:
    assert outcomes(await taken(client, card(f"KIND:{kind}", "FN:Room 5", version="4.0"))) == ["skipped"]


async def test_the_same_cards_again_change_nothing(client: httpx.AsyncClient) -> None:
    for name, first, again in (
        ("apple.vcf", ["created", "created"], ["unchanged", "unchanged"]),
        ("four.vcf", ["created", "skipped", "created"], ["unchanged", "skipped", "unchanged"]),
    ):
        assert outcomes(await taken(client, written("cards", name))) == first
        assert outcomes(await taken(client, written("cards", name))) == again
    assert len(await making.ids(client, "/contacts")) == 3
    assert len(await making.ids(client, "/organizations")) == 2


async def test_a_card_knows_those_before_it_in_its_file(client: httpx.AsyncClient) -> None:
    """Somebody of an earlier card is found by address, by name and as a colleague, and as they are by then."""
    cards = await taken(
        client,
        card("FN:Ann A", "ORG:Initech", "EMAIL:ann@initech.example")
        + card("FN:Bob Bell", "EMAIL:bob@initech.example")
        + card("FN:Ann Ames", "EMAIL:ANN@initech.example", "TITLE:Head")
        + card("FN:Cy", "ORG:Initech Ltd.")
        + card("FN:CY", "ORG:initech", "EMAIL:cy@initech.example")
        + card("FN:Cy", "ORG:Initech", "EMAIL:another.cy@initech.example"),
    )
    assert outcomes(cards) == ["created", "created", "updated", "created", "updated", "created"]
    assert len({one["organization"]["id"] for one in cards}) == 1
    assert cards[2]["contact"]["id"] == cards[0]["contact"]["id"]
    assert (cards[4]["contact"]["id"], cards[4]["contact"]["email"]) == (
        cards[3]["contact"]["id"],
        "cy@initech.example",
    )


async def test_a_file_asks_once_whom_the_account_knows(
    client: httpx.AsyncClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    """However many cards it has: in a large account each would keep all other writers waiting."""
    asked: list[str] = []

    def counted(name: str) -> None:
        read = getattr(repository, name)

        def counting(unit: Unit) -> Any:
            asked.append(name)
            return read(unit)

        monkeypatch.setattr(repository, name, counting)

    counted("organizations")
    counted("people")
    many = "".join(card(f"FN:Person {one}", f"ORG:Works {one}", f"EMAIL:p@w{one}.example") for one in range(20))
    assert outcomes(await taken(client, many)) == ["created"] * 20
    assert sorted(asked) == ["organizations", "people"]


async def test_what_is_known_is_not_overwritten(client: httpx.AsyncClient) -> None:
    """What is missing is filled in, and a spelling that nobody confirmed is put right."""
    employer = await making.organization(client, name="initech")
    own = {"name": "Anne Ames", "email": "ann@initech.example", "phone": "1234567", "organization_id": employer["id"]}
    known = await making.contact(client, **own)
    lines = ("FN:Ann Ames", "ORG:Initech GmbH", "EMAIL:ANN@initech.example", "TEL:7654321", "TITLE:Head")
    (first,) = await taken(client, card(*lines))
    assert (first["outcome"], first["contact"]["id"]) == ("updated", known["id"])
    filled = {"name": "Ann Ames", "name_confirmed": True, "phone": "1234567", "job_title": "Head"}
    assert first["contact"] | filled == first["contact"]
    assert (first["organization"]["id"], first["missing"]) == (employer["id"], first["missing"])
    assert (await client.patch(f"/contacts/{known['id']}", json={"name": "A. Ames"})).status_code == 200
    (again,) = await taken(client, card(*lines))
    assert (again["outcome"], again["contact"]["name"]) == ("unchanged", "A. Ames")


async def test_somebody_is_found_by_name_where_the_card_is_from(client: httpx.AsyncClient) -> None:
    """Who has another address is somebody else, and so is a namesake at another organization."""
    employer = await making.organization(client, name="Initech")
    ann = await making.contact(client, organization_id=employer["id"])
    lines = ("N:Ames;Ann;;;", "ORG:Initech")
    (first,) = await taken(client, card(*lines, "EMAIL:ann@initech.example"))
    assert (first["outcome"], first["contact"]["id"]) == ("updated", ann["id"])
    others = [(*lines, "EMAIL:ann.ames@initech.example"), ("FN:Ann Ames", "ORG:Globex"), ("FN:Ann Ames",)]
    for other in others:
        assert outcomes(await taken(client, card(*other))) == ["created"]
    (colleague,) = await taken(client, card("FN:Cho", "EMAIL:cho@initech.example"))
    assert colleague["organization"]["id"] == employer["id"]


@pytest.mark.parametrize(
    ("content", "code"),
    [
        ("", "syntax"),
        ("BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n", "syntax"),
        (card("FN:Ann")[:-12], "syntax"),
        (card("FN:Ann", version="2.1"), "version"),
        (card("FN:Ann") + "BEGIN:VCARD\r\nFN:Bob\r\nEND:VCARD\r\n", "version"),
        (card("FN;ENCODING=QUOTED-PRINTABLE:Zo=C3=AB"), "encoding"),
        (card("FN:Ann\0"), "nul"),
        (card("FN:Ann") * 201, "too_long"),
        (card("FN:Zoë").encode("latin-1"), "encoding"),
    ],
)
async def test_what_is_no_card_is_refused(client: httpx.AsyncClient, content: bytes | str, code: str) -> None:
    """All of the file, so that nothing is done twice when it is sent again."""
    assert complaints(await client.post(PATH, content=content, headers=CARDS)) == [("", code)]
    assert await making.ids(client, "/contacts") == []


async def test_how_cards_are_sent(client: httpx.AsyncClient) -> None:
    """Once for each key, as cards, in a character set that is said, and not too much of it."""
    headers = {**CARDS, "Idempotency-Key": "a"}
    first, again = [await client.post(PATH, content=card("FN:Ann"), headers=headers) for _ in range(2)]
    assert (again.content, again.headers["Idempotent-Replayed"]) == (first.content, "true")
    latin = {"Content-Type": "text/vcard; charset=iso-8859-1"}
    answer = await client.post(PATH, content=card("FN:Zoë").encode("latin-1"), headers=latin)
    assert answer.json()["cards"][0]["contact"]["name"] == "Zoë"
    assert (await client.post(PATH, json={})).status_code == 415
    assert (await client.post(PATH, content=b"x" * 5_000_001, headers=CARDS)).status_code == 413


async def test_the_page_shows_a_card_that_is_taken(client: httpx.AsyncClient) -> None:
    """The same one as the docs explorer."""
    page = (Path(__file__).parents[2] / "docs" / "invitations.md").read_text()
    assert re.findall(r"^```vcf\n(.*?)^```$", page, re.MULTILINE | re.DOTALL) == [EXAMPLE_CARD]
    assert outcomes(await taken(client, EXAMPLE_CARD)) == ["created"]


async def test_anothers_people_are_unknown(client: httpx.AsyncClient, stranger: httpx.AsyncClient) -> None:
    """Nobody is found by an address or a name of theirs."""
    await taken(client, written("cards", "apple.vcf"))
    ann, globex = await taken(stranger, written("cards", "apple.vcf"))
    assert outcomes([ann, globex]) == ["created", "created"]
    assert len(await making.ids(client, "/contacts")) == 1
