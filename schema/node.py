"""What has an id can be asked for by it."""

import strawberry


@strawberry.interface(description="Anything with an id of its own.")
class Node:
    id: strawberry.ID = strawberry.field(description="Keep it whole and look at nothing inside.")
