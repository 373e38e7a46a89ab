"""What the schemas of the OpenAPI document are called."""

from typing import Any

from api.web.naming import name_apart


def named(**schemas: Any) -> dict[str, Any]:
    """The schemas that come of these, `_Input` and `_Output` standing for `-Input` and `-Output`."""
    given = {name.replace("_", "-"): schema for name, schema in schemas.items()}
    document: dict[str, Any] = {"components": {"schemas": given}}
    name_apart(document)
    made: dict[str, Any] = document["components"]["schemas"]
    return made


def to(name: str) -> dict[str, str]:
    return {"$ref": f"#/components/schemas/{name}"}


def test_what_differs_has_two_names() -> None:
    """The plain one belongs to requests."""
    assert named(A_Input={"type": "object"}, A_Output={"type": "object", "required": ["b"]}) == {
        "A": {"type": "object"},
        "APublic": {"type": "object", "required": ["b"]},
    }


def test_a_title_is_the_name() -> None:
    """Two of one title would be one type to some generators."""
    made = named(A_Input={"title": "A"}, A_Output={"title": "A", "type": "object"})
    assert {name: schema["title"] for name, schema in made.items()} == {"A": "A", "APublic": "APublic"}


def test_what_is_alike_has_one() -> None:
    assert named(A_Input={"type": "string"}, A={"type": "string"}) == {"A": {"type": "string"}}


def test_what_leads_to_something_that_differs_differs() -> None:
    """However far away it is; and each refers to its own side."""
    made = named(
        A_Input={"items": to("B-Input")},
        A={"items": to("B")},
        B_Input={"items": to("C-Input")},
        B={"items": to("C-Output")},
        C_Input={"type": "string"},
        C_Output={"type": "integer"},
    )
    assert (made["A"], made["APublic"]) == ({"items": to("B")}, {"items": to("BPublic")})
    assert (made["B"], made["BPublic"]) == ({"items": to("C")}, {"items": to("CPublic")})


def test_what_stands_on_one_side_alone_keeps_its_name() -> None:
    assert named(A_Input={"items": to("B-Input")}, B_Input={}, C={}) == {"A": {"items": to("B")}, "B": {}, "C": {}}
