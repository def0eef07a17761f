"""Measures: each a declaration with its population, its DuckDB SQL, its source and the parameters that it rests on."""
