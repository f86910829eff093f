"""How many: estimates from incomplete lists of people, with their doubt. Numbers always come with their model."""
