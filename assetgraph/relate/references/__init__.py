"""What documents refer to: places and names in, the asset that is meant out, or why there is none."""
