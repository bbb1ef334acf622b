"""What documents of others refer to, read by plain means of our own: text scans, block tables, XML trees."""
