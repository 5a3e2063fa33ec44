"""The years that a date may have: outside of them it is a slip, and delays counted from it would not exist."""

YEARS = range(1900, 2201)
