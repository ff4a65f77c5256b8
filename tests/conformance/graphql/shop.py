"""A shop on strawberry, which runs in its own environment: `uvicorn shop:app`."""

from __future__ import annotations

import enum
from typing import Annotated

import strawberry
from strawberry.asgi import GraphQL


@strawberry.enum
class Size(enum.Enum):
    """How large something is."""

    SMALL = "s"
    LARGE = "l"


@strawberry.interface
class Good:
    """What is sold."""

    id: strawberry.ID
    name: str


@strawberry.type
class Shirt(Good):
    """Something to wear."""

    size: Size

    @strawberry.field
    def fabric(self) -> str | None:
        """What it is made of, which nobody knows of the second one."""
        if self.id == "2":
            raise ValueError("nobody knows")
        return "wool"


@strawberry.type
class Book(Good):
    """Something to read."""

    pages: int


GOODS = [Shirt(id=strawberry.ID(str(n)), name=f"shirt {n}", size=Size.LARGE) for n in range(1, 4)]
GOODS += [Book(id=strawberry.ID(str(n)), name=f"book {n}", pages=n * 100) for n in range(4, 6)]  # type: ignore[list-item]
Anything = Annotated[Shirt | Book, strawberry.union("Anything")]


@strawberry.type
class PageInfo:
    """Where a page stands."""

    has_next_page: bool
    end_cursor: str | None


@strawberry.type
class Goods:
    """A page."""

    nodes: list[Anything]
    page_info: PageInfo


@strawberry.input
class Wanted:
    """What to look for."""

    name: str | None = None
    size: Size = Size.LARGE


@strawberry.type
class Query:
    """What can be asked."""

    @strawberry.field
    def goods(self, first: int = 2, after: str | None = None) -> Goods:
        """All, page by page."""
        start = int(after or 0)
        end = start + first
        return Goods(nodes=GOODS[start:end], page_info=PageInfo(has_next_page=end < len(GOODS), end_cursor=str(end)))

    @strawberry.field
    def good(self, id: strawberry.ID) -> Good | None:
        """One of them."""
        return next((one for one in GOODS if one.id == id), None)

    @strawberry.field
    def echo(self, wanted: Wanted) -> str:
        """What was asked for."""
        return f"{wanted.name} {wanted.size.value}"


@strawberry.type
class Mutation:
    """What can be done."""

    @strawberry.mutation
    def sell(self, name: str, price: float) -> Book:
        """Another book."""
        if price < 0:
            raise ValueError(f"no price: {price}")
        made = Book(id=strawberry.ID(str(len(GOODS) + 1)), name=name, pages=1)
        GOODS.append(made)  # type: ignore[arg-type]
        return made


app = GraphQL(strawberry.Schema(Query, Mutation, types=[Shirt, Book]))
