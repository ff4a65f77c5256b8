"""What tests of services share."""

from upstreams import hanging as hanging
