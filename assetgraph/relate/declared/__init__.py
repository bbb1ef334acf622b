"""What people declare in studio.yaml and policies.yaml: read, told with its mistakes, kept in the graph."""
