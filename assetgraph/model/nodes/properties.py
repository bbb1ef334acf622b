"""What assets and streams are described by, in groups; they are no nodes."""

from __future__ import annotations

from neomodel import ArrayProperty, BooleanProperty, FloatProperty, IntegerProperty, StringProperty


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
