"""Does the model foresee what studies found that it was never shown? Each study's own design, run through the model.

Lineage is computed from source ids: what shares a source with the model's numbers is an identity and earns nothing.
"""
