"""A made-up housing corporation, to try the product with. Nothing of it can leave for a real host."""
