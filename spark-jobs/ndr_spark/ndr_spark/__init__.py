"""What the Spark jobs of NDR share."""
