"""Results to other systems: one description of tables (`tables`), one module a target, listed in `registry`."""
