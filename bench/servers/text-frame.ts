// A whole WebSocket text frame as a server sends it (RFC 6455, 5.2): unmasked, unfragmented.

/** The frame of a text. */
export function textFrame(text: string): Buffer {
  const bytes = Buffer.byteLength(text);
  const head = headOf(bytes);
  const frame = Buffer.allocUnsafe(head.length + bytes);
  head.copy(frame);
  frame.write(text, head.length);
  return frame;
}

function headOf(bytes: number): Buffer {
  if (bytes < 126) return Buffer.from([0x81, bytes]);
  const head = Buffer.alloc(bytes < 65_536 ? 4 : 10);
  head[0] = 0x81;
  head[1] = bytes < 65_536 ? 126 : 127;
  if (bytes < 65_536) head.writeUInt16BE(bytes, 2);
  else head.writeBigUInt64BE(BigInt(bytes), 2);
  return head;
}
