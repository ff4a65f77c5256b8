"""What a client is told: policies, what differs for some operations, and what the environment and the overlay say."""
