"""The same steps and measures on Apache Spark, for when one machine is not enough. Needs `ostara[spark]`."""
