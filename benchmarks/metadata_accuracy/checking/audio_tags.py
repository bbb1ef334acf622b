from benchmarks.metadata_accuracy.samples import Sample, Truth
def read(sample: Sample) -> Truth:
    return {}
