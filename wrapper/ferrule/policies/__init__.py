"""The policies: one concern a file, the pure decision on top and the policy that acts at the bottom.

They stand in this order, outermost first (`ferrule.settings.order` puts them there, docs/design.md says why):

    observe > fallback > deadline > cache > idempotency key > retry > hedge > redirect > auth check > breaker >
    rate limit > concurrency > auth > graphql > observe sends > attempt timeout > chaos > send
"""
