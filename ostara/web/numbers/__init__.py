"""Pages over numbers: any national measure, cut and limited, from the store that was extracted last."""
