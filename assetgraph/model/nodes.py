"""Nodes of the graph: the one source of labels, keys and properties, with help text and units.

Constraints, indexes, the writer's checks and docs/schema.md are made from these classes. A property name holds
its unit; `unit` repeats it for readers. `stamp=True` marks what differs between two equal graphs (times of
scanning, run ids): canonical dumps leave it out.
Not here: reading or writing nodes; the writer does that in bulk, without an object a node.
"""

from __future__ import annotations

from typing import Any, ClassVar

from neomodel import (
    ArrayProperty,
    BooleanProperty,
    DateTimeNeo4jFormatProperty,
    FloatProperty,
    IntegerProperty,
    JSONProperty,
    RelationshipTo,
    StringProperty,
    StructuredNode,
)
from neomodel.properties import Property

from assetgraph.model import relationships as rel


class BytesProperty(Property[bytes]):
    """Raw bytes, stored as they are."""

    def inflate(self, value: Any, rethrow: bool = False) -> bytes:  # noqa: ARG002
        return bytes(value)

    def deflate(self, value: Any, rethrow: bool = False) -> bytes:  # noqa: ARG002
        return bytes(value)


def _key(help_text: str) -> StringProperty:
    return StringProperty(required=True, unique_index=True, help_text=help_text)


def _run() -> StringProperty:
    return StringProperty(help_text="run that wrote this", stamp=True)


class StorageVolume(StructuredNode):
    """A file system, share or declared storage unit; its identity is independent of where it is mounted."""

    uid = _key("hash of the identity")
    identity = StringProperty(
        help_text="what identifies it: file-system UUID, share, declared name, or host and device"
    )
    identity_confidence = StringProperty(help_text="high; or low, when only host and device are known")
    name = StringProperty(index=True, help_text="name given by --volume, else the device or share")
    kind = StringProperty(help_text="local or network")
    state = StringProperty(index=True, help_text="ONLINE, OFFLINE")
    file_system = StringProperty(help_text="type of the file system, as the operating system names it")
    device = StringProperty(help_text="device or share it was last seen on; a change blocks clean-up")
    capacity_bytes = IntegerProperty(help_text="size of the file system", unit="byte", stamp=True)
    free_bytes = IntegerProperty(help_text="free space when last scanned", unit="byte", stamp=True)
    pending_hashes = BooleanProperty(help_text="a run ended before equal sizes were hashed", stamp=True)
    lease_owner = StringProperty(help_text="host, process and start time of the ingest at work", stamp=True)
    lease_until_ms = IntegerProperty(help_text="end of that lease, since 1970", unit="ms", stamp=True)


class MountPoint(StructuredNode):
    """Where one host sees a volume: the path map between hosts, as data."""

    uid = _key("hash of host and path")
    host = StringProperty(index=True, help_text="host name")
    system = StringProperty(help_text="operating system of that host: linux, macos, windows")
    path = StringProperty(index=True, help_text="absolute path on that host, as it writes it")
    raw_path = BytesProperty(help_text="the path's bytes, where they are not UTF-8")
    declared_by = StringProperty(help_text="studio.yaml or command; absent where a scan saw it")
    related_volume = StringProperty(help_text="volume it led to when documents were last resolved", stamp=True)

    mounts = RelationshipTo("StorageVolume", "MOUNTS", model=rel.Mounts)


class Folder(StructuredNode):
    """A folder on a volume, with the stamp of its last complete scan."""

    uid = _key("hash of volume and raw relative path")
    name = StringProperty(index=True, help_text="last part of the path")
    rel_path = StringProperty(index=True, help_text="path from the volume's root")
    path_key = StringProperty(index=True, help_text="that path in lower case and composed form: how references find it")
    path = StringProperty(index=True, help_text="absolute path as this host last saw it")
    raw_path = BytesProperty(help_text="that path's bytes, where they are not UTF-8")
    raw_rel_path = BytesProperty(help_text="the relative path's bytes, where they are not UTF-8")
    volume_uid = StringProperty(index=True, help_text="volume")
    depth = IntegerProperty(help_text="folders between it and the volume's root")
    status = StringProperty(index=True, help_text="PRESENT or VANISHED")
    asset_count = IntegerProperty(help_text="assets directly in it")
    file_count = IntegerProperty(help_text="files directly in it, frames counted one by one")
    failed_count = IntegerProperty(help_text="assets in it that were recognised but not readable")
    skipped_count = IntegerProperty(help_text="assets in it of no known format")
    problem_count = IntegerProperty(help_text="assets in it with something that could not be read")
    digest = StringProperty(help_text="hash of its entries' names, sizes, times and inodes", stamp=True)
    probe_level = StringProperty(help_text="how far its files were opened: none, header, full")
    hash_policy = StringProperty(help_text="which files were hashed: none, same-size, all")
    tools = StringProperty(help_text="versions of the tools that read its files", stamp=True)
    seen_run = StringProperty(index=True, help_text="last run that listed it", stamp=True)
    relate_pending = BooleanProperty(index=True, help_text="its files changed since they were related", stamp=True)

    child_of = RelationshipTo("Folder", "CHILD_OF", model=rel.ChildOf)
    on_volume = RelationshipTo("StorageVolume", "ON_VOLUME", model=rel.OnVolume)
    belongs_to_project = RelationshipTo("Project", "BELONGS_TO", model=rel.BelongsTo)
    belongs_to_sequence = RelationshipTo("Sequence", "BELONGS_TO", model=rel.BelongsTo)
    belongs_to_shot = RelationshipTo("Shot", "BELONGS_TO", model=rel.BelongsTo)


class Picture:
    """Properties of a picture, still or moving."""

    width = IntegerProperty(index=True, help_text="stored width", unit="pixel")
    height = IntegerProperty(index=True, help_text="stored height", unit="pixel")
    display_width = IntegerProperty(index=True, help_text="width as shown", unit="pixel")
    display_height = IntegerProperty(index=True, help_text="height as shown", unit="pixel")
    rotation_deg = IntegerProperty(index=True, help_text="rotation to show it upright, clockwise", unit="degree")
    exif_orientation = IntegerProperty(index=True, help_text="EXIF orientation, 1 to 8")
    pixel_aspect_ratio = StringProperty(index=True, help_text="width of a pixel over its height, a rational")
    bit_depth = IntegerProperty(index=True, help_text="bits a component", unit="bit")
    sample_format = StringProperty(index=True, help_text="uint8, uint16, half, float ...")
    chroma_subsampling = StringProperty(index=True, help_text="4:2:0, 4:2:2, 4:4:4")
    has_alpha = BooleanProperty(index=True, help_text="whether there is an alpha channel")
    color_primaries = IntegerProperty(index=True, help_text="CICP code")
    color_primaries_name = StringProperty(index=True, help_text="name of the CICP code")
    color_transfer = IntegerProperty(index=True, help_text="CICP code")
    color_transfer_name = StringProperty(index=True, help_text="name of the CICP code")
    color_matrix = IntegerProperty(index=True, help_text="CICP code")
    color_matrix_name = StringProperty(index=True, help_text="name of the CICP code")
    color_range = StringProperty(index=True, help_text="limited or full")
    icc_profile = StringProperty(help_text="description of the embedded ICC profile")
    compression = StringProperty(index=True, help_text="compression scheme of a still or frame")


class Motion:
    """Properties of moving pictures."""

    frame_rate = StringProperty(index=True, help_text="frames a second, a rational", unit="1/s")
    frame_rate_num = IntegerProperty(help_text="its numerator")
    frame_rate_den = IntegerProperty(help_text="its denominator")
    fps = FloatProperty(index=True, help_text="the same as a decimal, to compare and sort by", unit="1/s")
    frame_rate_mode = StringProperty(index=True, help_text="constant or variable")
    duration_s = FloatProperty(index=True, help_text="length", unit="second")
    frame_count = IntegerProperty(index=True, help_text="frames present")
    bit_rate_bps = IntegerProperty(index=True, help_text="mean rate", unit="bit/s")
    peak_bit_rate_bps = IntegerProperty(index=True, help_text="highest rate", unit="bit/s")
    video_codec = StringProperty(index=True, help_text="codec, by FFmpeg's short name")
    video_profile = StringProperty(index=True, help_text="profile of the codec")
    video_level = StringProperty(index=True, help_text="level of the codec")
    scan_type = StringProperty(index=True, help_text="progressive or interlaced")
    timecode = StringProperty(index=True, help_text="timecode of the first frame; ';' means drop frame")
    reel_name = StringProperty(index=True, help_text="reel or tape name")
    hdr_format = ArrayProperty(StringProperty(), index=True, help_text="HDR10, HDR10+, HLG, Dolby Vision")
    mastering_display = StringProperty(help_text="SMPTE ST 2086 mastering display")
    max_cll_nits = IntegerProperty(index=True, help_text="brightest pixel", unit="cd/m2")
    max_fall_nits = IntegerProperty(index=True, help_text="brightest frame average", unit="cd/m2")
    dolby_vision_profile = StringProperty(index=True, help_text="Dolby Vision profile")


class Sound:
    """Properties of sound."""

    audio_codec = StringProperty(index=True, help_text="codec, by FFmpeg's short name")
    audio_profile = StringProperty(index=True, help_text="profile of the codec")
    sample_rate_hz = IntegerProperty(index=True, help_text="samples a second", unit="Hz")
    channels = IntegerProperty(index=True, help_text="number of channels")
    channel_layout = StringProperty(index=True, help_text="stereo, 5.1 ...; absent when the order is unknown")
    audio_bit_depth = IntegerProperty(index=True, help_text="bits a sample", unit="bit")


class FrameFile:
    """Properties of EXR and DPX files."""

    data_window = ArrayProperty(IntegerProperty(), help_text="x_min, y_min, x_max, y_max, inclusive", unit="pixel")
    display_window = ArrayProperty(IntegerProperty(), help_text="x_min, y_min, x_max, y_max, inclusive", unit="pixel")
    channel_names = ArrayProperty(StringProperty(), help_text="channels, in the file's order")
    n_parts = IntegerProperty(index=True, help_text="parts of the file")
    part_names = ArrayProperty(StringProperty(), help_text="names of the parts")
    views = ArrayProperty(StringProperty(), help_text="stereo views")
    deep = BooleanProperty(index=True, help_text="deep samples")
    tiled = BooleanProperty(index=True, help_text="stored in tiles")
    chromaticities = ArrayProperty(FloatProperty(), help_text="red, green, blue, white as x, y")
    renderer = StringProperty(index=True, help_text="program that rendered it")
    renderer_version = StringProperty(index=True, help_text="its version")
    render_time_s = FloatProperty(index=True, help_text="time it took to render", unit="second")
    render_samples = IntegerProperty(index=True, help_text="samples a pixel")


class Camera:
    """Properties a camera writes."""

    camera_make = StringProperty(index=True, help_text="maker of the camera")
    camera_model = StringProperty(index=True, help_text="model of the camera")
    camera_serial = StringProperty(index=True, help_text="serial number of the camera")
    lens_model = StringProperty(index=True, help_text="lens")
    iso = IntegerProperty(index=True, help_text="sensitivity", unit="ISO")
    f_number = FloatProperty(index=True, help_text="aperture")
    exposure_time_s = StringProperty(index=True, help_text="exposure time, a rational", unit="second")
    focal_length_mm = FloatProperty(index=True, help_text="focal length", unit="mm")
    gps_latitude_deg = FloatProperty(index=True, help_text="latitude, north positive", unit="degree")
    gps_longitude_deg = FloatProperty(index=True, help_text="longitude, east positive", unit="degree")
    gps_altitude_m = FloatProperty(index=True, help_text="altitude", unit="m")
    created_local = StringProperty(index=True, help_text="when it was taken, in local time")
    created_utc_offset = StringProperty(index=True, help_text="zone of that time; absent when unknown")
    created_source = StringProperty(help_text="field that time is from")


class Description:
    """What people wrote into the file."""

    title = StringProperty(index=True, help_text="title")
    artist = StringProperty(index=True, help_text="artist")
    album = StringProperty(index=True, help_text="album")
    creator = StringProperty(index=True, help_text="creator")
    copyright = StringProperty(index=True, help_text="copyright notice")
    description = StringProperty(help_text="description or comment")
    keywords = ArrayProperty(StringProperty(), help_text="keywords")
    rating = IntegerProperty(index=True, help_text="rating, 0 to 5")
    software = StringProperty(index=True, help_text="program that wrote the file")


class Asset(StructuredNode, Picture, Motion, Sound, FrameFile, Camera, Description):
    """A file, or an image sequence: what it is, where it was last seen, and what was read from it."""

    __fulltext__: ClassVar[dict[str, tuple[str, ...]]] = {
        "asset_text": (
            "name",
            "name_tokens",
            "title",
            "description",
            "keywords",
            "artist",
            "creator",
            "camera_make",
            "camera_model",
            "lens_model",
            "uid",
        )
    }

    uid = _key("hash of volume, raw relative path at first sight and generation")
    location_key = StringProperty(unique_index=True, help_text="hash of folder and raw name; absent while VANISHED")
    last_location_key = StringProperty(index=True, help_text="the same while VANISHED, to know it again")
    generation = IntegerProperty(help_text="how many assets were first seen at the same place before")
    kind = StringProperty(index=True, help_text="video, image, audio, sequence, document, sidecar, package, other")
    format = StringProperty(index=True, help_text="name in the table of formats")
    magic_type = StringProperty(help_text="MIME type told by the first bytes")
    name = StringProperty(index=True, help_text="file name, or the pattern of a sequence")
    raw_name = BytesProperty(help_text="the name's bytes, where they are not UTF-8")
    name_tokens = StringProperty(help_text="the words of the name, for full-text search")
    stem_key = StringProperty(
        index=True, help_text="the name up to its first dot, in lower case and composed form: how references find it"
    )
    rel_path = StringProperty(help_text="path from the volume's root")
    caption = StringProperty(help_text="short name for Neo4j Browser")
    volume_uid = StringProperty(index=True, help_text="volume")
    status = StringProperty(index=True, help_text="PRESENT, VANISHED or POINTER (a stand-in for the file)")
    outcome = StringProperty(
        index=True, help_text="done, failed (recognised but unreadable) or skipped (not recognised)"
    )
    size_bytes = IntegerProperty(index=True, help_text="size; the sum over a sequence", unit="byte")
    mtime_ns = IntegerProperty(
        index=True, help_text="modification time since 1970; the latest of a sequence", unit="ns"
    )
    ctime_ns = IntegerProperty(help_text="change time since 1970", unit="ns", stamp=True)
    inode = IntegerProperty(index=True, help_text="inode; that of a sequence's first frame")
    link_count = IntegerProperty(help_text="hard links to the file, where more than one")
    quick_hash = StringProperty(index=True, help_text="XXH3-128 of the size, the first and the last 64 KiB")
    content_hash = StringProperty(index=True, help_text="BLAKE3 of the whole content")
    content_rev = IntegerProperty(help_text="how often the content was seen to change")
    umid = StringProperty(index=True, help_text="SMPTE UMID of the material it plays, 64 hexadecimal digits")
    source_umid = StringProperty(index=True, help_text="SMPTE UMID of the file package, by which the essence is known")
    uuid = StringProperty(index=True, help_text="UUID of the essence, 32 hexadecimal digits: how DCP and IMF name it")
    probe_level = StringProperty(help_text="how far it was opened: none, header, full")
    tools = StringProperty(help_text="versions of the tools that read it", stamp=True)
    first_seen = DateTimeNeo4jFormatProperty(index=True, help_text="when it was first seen", stamp=True)
    sources = ArrayProperty(StringProperty(), help_text='which tool each value is from, as "property=tool"')
    attributes = JSONProperty(help_text="further attributes of the file, in the words of its writer")

    in_folder = RelationshipTo("Folder", "IN_FOLDER", model=rel.InFolder)
    references = RelationshipTo("Asset", "REFERENCES", model=rel.References)
    awaits = RelationshipTo("AwaitedName", "AWAITS", model=rel.Awaits)
    references_missing = RelationshipTo("MissingMedia", "REFERENCES", model=rel.References)
    derived_from = RelationshipTo("Asset", "DERIVED_FROM", model=rel.DerivedFrom)
    proxy_of = RelationshipTo("Asset", "PROXY_OF", model=rel.ProxyOf)
    generated_by = RelationshipTo("Asset", "GENERATED_BY", model=rel.GeneratedBy)
    sidecar_of = RelationshipTo("Asset", "SIDECAR_OF", model=rel.SidecarOf)
    version_of = RelationshipTo("VersionChain", "VERSION_OF", model=rel.VersionOf)
    previous_version = RelationshipTo("Asset", "PREVIOUS_VERSION", model=rel.PreviousVersion)


class Video(Asset):
    """A file with moving pictures."""


class Image(Asset):
    """A still picture, or a lone frame."""


class ImageSequence(Asset):
    """Two or more numbered frames that are one picture in motion; the frames are no nodes."""

    first = IntegerProperty(help_text="first frame number")
    last = IntegerProperty(help_text="last frame number")
    step = IntegerProperty(help_text="distance of frame numbers")
    missing = ArrayProperty(StringProperty(), help_text='frames that are not there, as "12-14"')
    missing_count = IntegerProperty(index=True, help_text="how many frames are not there")
    frames_digest = StringProperty(help_text="hash of all frames' names, sizes and times")


class Audio(Asset):
    """A file with sound and no moving picture."""


class Document(Asset):
    """A timeline, scene, comp or text: something that may refer to other files."""

    parse_status = StringProperty(
        index=True, help_text="how far its references are known: FULL, PARTIAL, OPAQUE (no reader), FAILED"
    )
    reference_count = IntegerProperty(help_text="references found in it")
    start_timecodes = ArrayProperty(
        StringProperty(), help_text="timecode of record tick 0 of each of its timelines; empty where it is not told"
    )
    rate_uncertain = BooleanProperty(help_text="its edit rate was found by trying, not told")
    notes = ArrayProperty(StringProperty(), help_text="what was left out or guessed when it was read")
    relate_pending = BooleanProperty(index=True, help_text="what it refers to is to be looked for anew", stamp=True)


class Sidecar(Asset):
    """A file that describes the file beside it."""


class PackageFile(Asset):
    """A file of an IMF or DCP package that describes the package."""


class Other(Asset):
    """A file of no known format."""


class Stream(StructuredNode, Picture, Motion, Sound):
    """One track of a file."""

    # Streams are found by way of their asset, which carries the same values: an index would be paid twice.
    __unindexed__: ClassVar[tuple[type, ...]] = (Picture, Motion, Sound)

    uid = _key("hash of asset and index")
    asset_uid = StringProperty(help_text="asset", owner_key=True)
    index = IntegerProperty(help_text="position in the file, from 0")
    type = StringProperty(help_text="video, audio, subtitle or data")
    codec = StringProperty(index=True, help_text="codec, by FFmpeg's short name")
    language = StringProperty(index=True, help_text="BCP 47 tag")
    title = StringProperty(help_text="title")
    disposition = ArrayProperty(StringProperty(), help_text="default, forced, attached_pic ...")

    stream_of = RelationshipTo("Asset", "STREAM_OF", model=rel.StreamOf)


class VideoStream(Stream):
    """A track of pictures."""


class AudioStream(Stream):
    """A track of sound."""


class SubtitleStream(Stream):
    """A track of text."""


class DataStream(Stream):
    """A track of anything else: timecode, motion data."""


class EmbeddedMetadata(StructuredNode):
    """A group of metadata as the file's writer put it, in its own words."""

    __fulltext__: ClassVar[dict[str, tuple[str, ...]]] = {"embedded_text": ("text", "asset_uid")}

    uid = _key("hash of asset and namespace")
    asset_uid = StringProperty(help_text="asset", owner_key=True)
    namespace = StringProperty(index=True, help_text="exif, xmp, iptc, id3, ixml, quicktime, exr ...")
    text = StringProperty(help_text='lines "key: value"')
    json = JSONProperty(help_text="the same as a JSON object")

    embedded_in = RelationshipTo("Asset", "EMBEDDED_IN", model=rel.EmbeddedIn)


class MetadataConflict(StructuredNode):
    """A property over which tools disagree: who said what."""

    uid = _key("hash of asset and property")
    asset_uid = StringProperty(help_text="asset", owner_key=True)
    property = StringProperty(index=True, help_text="name of the property")
    tools = ArrayProperty(StringProperty(), help_text="tools, in the order of `values`")
    values = ArrayProperty(StringProperty(), help_text="what each tool said, as JSON")
    chosen = StringProperty(help_text="the value that was taken, as JSON")

    conflict_in = RelationshipTo("Asset", "CONFLICT_IN", model=rel.ConflictIn)


class IngestProblem(StructuredNode):
    """Something that could not be read, why, and what to do; gone once it reads well."""

    uid = _key("hash of subject, stage and tool")
    asset_uid = StringProperty(help_text="asset, where there is one", owner_key=True)
    path = StringProperty(index=True, help_text="absolute path where there is no asset")
    stage = StringProperty(index=True, help_text="scan, stat, sniff, probe, document, hash, write, vanish, declaration")
    tool = StringProperty(help_text="who said so")
    reason = StringProperty(help_text="what is wrong")
    next_step = StringProperty(help_text="what to do about it")
    run_id = _run()

    problem_with_asset = RelationshipTo("Asset", "PROBLEM_WITH", model=rel.ProblemWith)
    problem_with_folder = RelationshipTo("Folder", "PROBLEM_WITH", model=rel.ProblemWith)
    problem_with_volume = RelationshipTo("StorageVolume", "PROBLEM_WITH", model=rel.ProblemWith)


class ScanRun(StructuredNode):
    """One run of ingest over one volume: what it looked at, with which tools, and what came of it."""

    uid = _key("hash of run and volume")
    run_id = StringProperty(index=True, help_text="id of the run", stamp=True)
    host = StringProperty(help_text="host it ran on")
    paths = ArrayProperty(StringProperty(), help_text="folders or files it was given")
    probe_level = StringProperty(help_text="none, header or full")
    hash_policy = StringProperty(help_text="none, same-size or all")
    tools = StringProperty(help_text="versions of the tools")
    version = StringProperty(help_text="version of assetgraph")
    started_at = DateTimeNeo4jFormatProperty(index=True, help_text="start")
    ended_at = DateTimeNeo4jFormatProperty(help_text="end; absent when it was interrupted")
    state = StringProperty(help_text="RUNNING, DONE or INTERRUPTED")
    related = BooleanProperty(help_text="documents know what it noticed", stamp=True)
    assets = IntegerProperty(help_text="assets in scope")
    files = IntegerProperty(help_text="files in scope")
    done = IntegerProperty(help_text="assets read and written")
    unchanged = IntegerProperty(help_text="assets that were the same as before")
    failed = IntegerProperty(help_text="assets recognised but not readable")
    skipped = IntegerProperty(help_text="assets of no known format")
    problems = IntegerProperty(help_text="folders and paths that could not be listed")
    files_opened = IntegerProperty(help_text="media files opened")
    bytes_read = IntegerProperty(help_text="bytes read from media", unit="byte")

    scanned = RelationshipTo("StorageVolume", "SCANNED", model=rel.Scanned)


class FileEvent(StructuredNode):
    """Something that happened to a file between two runs."""

    uid = _key("hash of asset, run and kind")
    asset_uid = StringProperty(help_text="asset")
    event = StringProperty(index=True, help_text="MOVED, RENAMED, CHANGED, VANISHED, RETURNED")
    from_path = StringProperty(help_text="absolute path before, for a move")
    to_path = StringProperty(help_text="absolute path after, for a move")
    method = StringProperty(help_text="how it is known: INODE, NAME_SIZE, HASH, PATH")
    run_id = StringProperty(index=True, help_text="run that noticed it")
    at = DateTimeNeo4jFormatProperty(index=True, help_text="when it was noticed")

    observed = RelationshipTo("Asset", "OBSERVED", model=rel.Observed)
    in_run = RelationshipTo("ScanRun", "IN_RUN", model=rel.InRun)


class MissingMedia(StructuredNode):
    """Something that documents refer to and that is not known to be there; one node for all its mentions."""

    uid = _key("hash of the normalised reference")
    reference = StringProperty(index=True, help_text="the reference, normalised; its middle is left out of a long one")
    caption = StringProperty(help_text="its base name, for Neo4j Browser")
    stem_key = StringProperty(index=True, help_text="its base name up to the first dot, as that of assets")


class AwaitedName(StructuredNode):
    """A name that files may come under: documents that await it are looked at again when one comes, changes or goes."""

    uid = _key("hash of the name")
    name = StringProperty(index=True, help_text="stem or reel of files, or volume:/path of a folder nobody scanned")


class VersionChain(StructuredNode):
    """Versions of one thing: files whose paths differ in nothing but the version."""

    uid = _key("hash of volume and template")
    template = StringProperty(index=True, help_text="path from the volume's root with {version} in the token's place")
    caption = StringProperty(help_text="short name for Neo4j Browser")
    volume_uid = StringProperty(index=True, help_text="volume")
    latest = StringProperty(help_text="token of the newest version")
    count = IntegerProperty(help_text="versions that are there")
    holes = ArrayProperty(IntegerProperty(), help_text="numbers between the first and the latest that are not there")


class Project(StructuredNode):
    """A production."""

    uid = _key("hash of the code; of volume and folder, where only folders tell")
    code = StringProperty(index=True, help_text="code of the project")
    kind = StringProperty(help_text="feature, series, commercial, documentary ...; as declared")
    state = StringProperty(help_text="active, dormant, closed ...; as declared")
    method = StringProperty(help_text="how it is known: DECLARED or STRUCTURE")
    volume_uid = StringProperty(help_text="volume of its folder, where only folders tell")
    root = StringProperty(help_text="that folder, from the volume's root")
    is_sure = BooleanProperty(help_text="whether a name below it is that of a shot or sequence")


class Sequence(StructuredNode):
    """A sequence of a project, or a scene."""

    uid = _key("hash of project and code")
    code = StringProperty(index=True, help_text="code of the sequence")

    belongs_to = RelationshipTo("Project", "BELONGS_TO", model=rel.BelongsTo)


class Shot(StructuredNode):
    """A shot of a project."""

    uid = _key("hash of project, sequence and code")
    code = StringProperty(index=True, help_text="code of the shot")

    belongs_to_sequence = RelationshipTo("Sequence", "BELONGS_TO", model=rel.BelongsTo)
    belongs_to_project = RelationshipTo("Project", "BELONGS_TO", model=rel.BelongsTo)


class Need(StructuredNode):
    """What a project requires of its media, as declared."""

    uid = _key("hash of the project's code")
    caption = StringProperty(help_text="short text for Neo4j Browser")
    copies = IntegerProperty(help_text="copies there must be")
    on_volumes = IntegerProperty(help_text="volumes they must be on")
    least_height = IntegerProperty(help_text="least height of a picture", unit="pixel")
    codecs = ArrayProperty(StringProperty(), help_text="codecs that are allowed")

    requires = RelationshipTo("Project", "REQUIRES", model=rel.Requires)


class Delivery(StructuredNode):
    """What was delivered, as declared; nothing it needs may go."""

    uid = _key("hash of the delivery's id")
    code = StringProperty(index=True, help_text="id of the delivery")
    date = StringProperty(help_text="day of the delivery, ISO 8601")

    delivers = RelationshipTo("Asset", "DELIVERS", model=rel.Delivers)


class Hold(StructuredNode):
    """What may not go for a reason of its own, as declared."""

    uid = _key("hash of its paths and reason")
    caption = StringProperty(help_text="short text for Neo4j Browser")
    paths = ArrayProperty(StringProperty(), help_text="patterns, as declared")
    until = StringProperty(help_text="last day, ISO 8601; absent when it has no end")
    why = StringProperty(help_text="reason")

    holds = RelationshipTo("Asset", "HOLDS", model=rel.Holds)


class Retention(StructuredNode):
    """How many of the newest versions of a kind stay, as declared; what is needed, delivered or held stays too."""

    uid = _key("hash of the kind")
    caption = StringProperty(help_text="short text for Neo4j Browser")
    kind = StringProperty(help_text="kind of asset; render: image sequences and whatever a scene or comp writes")
    keep_last = IntegerProperty(help_text="newest versions that stay")


class Declaration(StructuredNode):
    """A file of declarations as it was last seen: it holds for all who have no such file of their own."""

    uid = _key("name of the file: studio.yaml or policies.yaml")
    text = StringProperty(help_text="what it says, word for word")
    due = BooleanProperty(help_text="what it says is still to be told of what changed since", stamp=True)


class SchemaVersion(StructuredNode):
    """The version of this model that the graph was last brought to."""

    uid = _key("always `schema`")
    version = IntegerProperty(help_text="number of the model's version")
    applied_at = DateTimeNeo4jFormatProperty(help_text="when", stamp=True)
