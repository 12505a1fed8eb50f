import protobuf from 'protobufjs';

/** The part of TensorFlow's public message definitions that a graph without checkpoint needs. */
const definitions = `
syntax = "proto3";
package tensorflow;
message TensorShapeProto {
  message Dim { int64 size = 1; }
  repeated Dim dim = 2;
}
message TensorProto {
  int32 dtype = 1;
  TensorShapeProto tensor_shape = 2;
  repeated float float_val = 5;
  repeated int32 int_val = 7;
}
message AttrValue {
  message ListValue { repeated int64 i = 3; }
  oneof value {
    ListValue list = 1;
    bytes s = 2;
    int64 i = 3;
    float f = 4;
    bool b = 5;
    int32 type = 6;
    TensorShapeProto shape = 7;
    TensorProto tensor = 8;
  }
}
message NodeDef {
  string name = 1;
  string op = 2;
  repeated string input = 3;
  map<string, AttrValue> attr = 5;
}
message VersionDef { int32 producer = 1; }
message GraphDef {
  repeated NodeDef node = 1;
  VersionDef versions = 4;
}
message MetaInfoDef {
  repeated string tags = 4;
}
message MetaGraphDef {
  MetaInfoDef meta_info_def = 1;
  GraphDef graph_def = 2;
}
message SavedModel {
  int64 saved_model_schema_version = 1;
  repeated MetaGraphDef meta_graphs = 2;
}
`;

export interface ShapeProto {
  readonly dim: readonly { readonly size: number }[];
}
/** An attribute of a node, one of TensorFlow's kinds of value. */
export type AttrValue =
  | { readonly s: Uint8Array }
  | { readonly f: number }
  | { readonly b: boolean }
  | { readonly i: number }
  | { readonly type: number }
  | { readonly shape: ShapeProto }
  | { readonly list: { readonly i: readonly number[] } }
  | {
      readonly tensor: {
        readonly dtype: number;
        readonly tensorShape: ShapeProto;
        readonly floatVal?: readonly number[];
        readonly intVal?: readonly number[];
      };
    };
export interface NodeDef {
  readonly name: string;
  readonly op: string;
  readonly input: readonly string[];
  readonly attr: Readonly<Record<string, AttrValue>>;
}

const SavedModel = protobuf.parse(definitions).root.lookupType('tensorflow.SavedModel');

/** The bytes of `saved_model.pb` for a graph of `nodes`, tagged `serve`. */
export function encodeSavedModel(nodes: readonly NodeDef[]): Uint8Array {
  // The version that TensorFlow 1.15 writes, so that 1.15 and 2.x read the graph alike.
  const graphDef = { node: nodes, versions: { producer: 134 } };
  return SavedModel.encode({
    savedModelSchemaVersion: 1,
    metaGraphs: [{ metaInfoDef: { tags: ['serve'] }, graphDef }],
  }).finish();
}
