"""GraphQL: a schema and operations, described as OpenAPI describes them, so that all later steps are the same."""
