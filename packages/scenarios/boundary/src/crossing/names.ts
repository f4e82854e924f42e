/** Every crossing by name and title, in the order in which they are shown; known without loading any of them. */
export const crossingNames = [
  { name: "arena", title: "Shared arena" },
  { name: "external-buffer", title: "External ArrayBuffer, C structs" },
  { name: "napi-properties", title: "N-API, property by property" },
  { name: "napi-rs", title: "napi-rs objects" },
  { name: "koffi", title: "koffi, C structs" },
  { name: "flatbuffers", title: "FlatBuffers" },
  { name: "protobufjs", title: "Protobuf: protobufjs, prost" },
  { name: "protobuf-es", title: "Protobuf: @bufbuild/protobuf, prost" },
  { name: "google-protobuf", title: "Protobuf: google-protobuf, prost" },
  { name: "json", title: "JSON, serde_json" },
  { name: "messagepack", title: "MessagePack: msgpackr, rmp-serde" },
] as const;
