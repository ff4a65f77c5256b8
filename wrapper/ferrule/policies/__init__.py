"""The policies: one concern a file, the pure decision on top and the policy that acts at the bottom.

They stand in this order, outermost first:

    observe > deadline > retry > redirect > auth > breaker > concurrency > attempt timeout > send
"""
