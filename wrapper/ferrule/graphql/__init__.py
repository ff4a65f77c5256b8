"""What answers of GraphQL mean, in the terms in which the policies think: a status, and header fields."""
