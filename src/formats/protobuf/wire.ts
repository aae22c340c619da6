// The numbers of the Protocol Buffers wire format that writer and reader share.
// Source: https://protobuf.dev/programming-guides/encoding/

/** Wire types of the specification; groups (3, 4) are deprecated and refused. */
export const wireType = { varint: 0, fixed64: 1, bytes: 2, fixed32: 5 } as const

/** A varint holds 64 bits, 7 to a byte. */
export const maxVarintBytes = 10
/** Fields are numbered 1 to 2^29 - 1. */
export const maxFieldNumber = 0x1fffffff
