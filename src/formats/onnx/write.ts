// Writes an ONNX model: every message of onnx.proto that we use, one field a line with its official name.
import { WireWriter } from '../protobuf/write.ts'
import { onnxAttributeTypes, onnxDataTypes } from './model.ts'
import type { OnnxAttribute, OnnxModel, OnnxNode, OnnxTensor, OnnxValueInfo } from './model.ts'

/** The model as the bytes of an `.onnx` file. Weights are copied once. Equal models give equal bytes. */
export function encodeModel(model: OnnxModel): Uint8Array<ArrayBuffer> {
  const out = new WireWriter()
  out.int(1, model.irVersion) // ir_version
  out.string(2, model.producerName) // producer_name
  out.string(3, model.producerVersion) // producer_version
  out.message(7, (graph) => writeGraph(graph, model)) // graph
  for (const [domain, version] of Object.entries(model.opsets))
    out.message(8, (opset) => opset.string(1, domain).int(2, version)) // opset_import
  for (const [key, value] of Object.entries(model.metadata))
    out.message(14, (entry) => entry.string(1, key).string(2, value)) // metadata_props
  return out.finish()
}

function writeGraph(out: WireWriter, model: OnnxModel): void {
  for (const node of model.nodes) out.message(1, (nested) => writeNode(nested, node)) // node
  out.string(2, model.graphName) // name
  for (const tensor of model.initializers) out.message(5, (nested) => writeTensor(nested, tensor)) // initializer
  for (const input of model.inputs) out.message(11, (nested) => writeValueInfo(nested, input)) // input
  for (const output of model.outputs) out.message(12, (nested) => writeValueInfo(nested, output)) // output
}

function writeNode(out: WireWriter, node: OnnxNode): void {
  for (const input of node.inputs) out.string(1, input) // input
  for (const output of node.outputs) out.string(2, output) // output
  out.string(3, node.name) // name
  out.string(4, node.op) // op_type
  for (const [name, attribute] of Object.entries(node.attributes))
    out.message(5, (nested) => writeAttribute(nested, name, attribute)) // attribute
  if (node.domain !== undefined) out.string(7, node.domain) // domain
}

function writeAttribute(out: WireWriter, name: string, attribute: OnnxAttribute): void {
  out.string(1, name) // name
  switch (attribute.type) {
    case 'float':
      out.float(2, attribute.value) // f
      break
    case 'int':
      out.int(3, attribute.value) // i
      break
    case 'string':
      out.string(4, attribute.value) // s
      break
    case 'tensor':
      out.message(5, (nested) => writeTensor(nested, attribute.value)) // t
      break
    case 'floats':
      for (const value of attribute.value) out.float(7, value) // floats, not packed
      break
    case 'ints':
      for (const value of attribute.value) out.int(8, value) // ints, not packed
      break
    case 'strings':
      for (const value of attribute.value) out.string(9, value) // strings
      break
  }
  out.int(20, onnxAttributeTypes[attribute.type]) // type
}

function writeTensor(out: WireWriter, tensor: OnnxTensor): void {
  for (const extent of tensor.shape) out.int(1, extent) // dims
  out.int(2, onnxDataTypes[tensor.type].code) // data_type
  out.string(8, tensor.name) // name
  out.bytes(9, tensor.data) // raw_data
}

function writeValueInfo(out: WireWriter, value: OnnxValueInfo): void {
  out.string(1, value.name) // name
  out.message(2, (type) =>
    // type, its tensor_type, elem_type and shape
    type.message(1, (tensorType) =>
      tensorType.int(1, onnxDataTypes[value.type].code).message(2, (shape) => {
        for (const extent of value.shape)
          shape.message(1, (dimension) =>
            typeof extent === 'number' ? dimension.int(1, extent) : dimension.string(2, extent),
          )
      }),
    ),
  )
}
