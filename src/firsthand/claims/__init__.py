"""The room `claims`: what each statement is about."""
