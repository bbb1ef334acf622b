"""Nodes of the graph: the one source of labels, keys and properties, with help text and units.

Constraints, indexes, the writer's checks and docs/schema.md are made from these classes. A property name holds
its unit; `unit` repeats it for readers. `stamp=True` marks what differs between two equal graphs (times of
scanning, run ids): canonical dumps leave it out.
Not here: reading or writing nodes; the writer does that in bulk, without an object a node.
"""

from assetgraph.model.nodes.assets import (
    Asset,
    Audio,
    Document,
    Image,
    ImageSequence,
    Other,
    PackageFile,
    Sidecar,
    Video,
)
from assetgraph.model.nodes.cards import CameraCard, CameraClip
from assetgraph.model.nodes.contents import (
    AudioStream,
    DataStream,
    EmbeddedMetadata,
    MetadataConflict,
    Stream,
    SubtitleStream,
    VideoStream,
)
from assetgraph.model.nodes.links import AwaitedName, MissingMedia, VersionChain
from assetgraph.model.nodes.packages import Composition, Package, PackageAsset
from assetgraph.model.nodes.projects import Delivery, Hold, Need, Project, Retention, Sequence, Shot
from assetgraph.model.nodes.properties import Camera, Description, FrameFile, Motion, Picture, Sound
from assetgraph.model.nodes.runs import Declaration, FileEvent, IngestProblem, ScanRun, SchemaVersion
from assetgraph.model.nodes.storage import Folder, MountPoint, StorageVolume

__all__ = [
    "Asset",
    "Audio",
    "AudioStream",
    "AwaitedName",
    "Camera",
    "CameraCard",
    "CameraClip",
    "Composition",
    "DataStream",
    "Declaration",
    "Delivery",
    "Description",
    "Document",
    "EmbeddedMetadata",
    "FileEvent",
    "Folder",
    "FrameFile",
    "Hold",
    "Image",
    "ImageSequence",
    "IngestProblem",
    "MetadataConflict",
    "MissingMedia",
    "Motion",
    "MountPoint",
    "Need",
    "Other",
    "Package",
    "PackageAsset",
    "PackageFile",
    "Picture",
    "Project",
    "Retention",
    "ScanRun",
    "SchemaVersion",
    "Sequence",
    "Shot",
    "Sidecar",
    "Sound",
    "StorageVolume",
    "Stream",
    "SubtitleStream",
    "VersionChain",
    "Video",
    "VideoStream",
]
