import { fromBinary } from "@bufbuild/protobuf";
import { checkLedgerAtZero, createArena } from "@strait/native";
import { MixedMessage } from "@strait/native/stress/comparison";
import { comparison } from "../comparison.ts";
import { mixedContent } from "../content/mixed.ts";
import { compileReader, readTen, type TenFields } from "../content/ten-fields.ts";
import { loadWithBufbuild } from "../peers/bufbuild.ts";
import { loadProst } from "../peers/prost.ts";
import { typeForProtobufjs } from "../peers/protobufjs.ts";

const messages = 100;
/** After a rival has filled the caches with its garbage, 100 messages alone would mostly measure how they are filled again. */
const rounds = 10;

/** What other libraries decode has the fields of the schema, whose types they do not tell. */
function asTenFields(decoded: object): TenFields {
  return decoded as TenFields;
}

export const decode = comparison({
  name: "decode",
  title: "Decode wire bytes and read 10 fields",
  description:
    "Decodes 100 messages of 100 fields in turn, reads ten fields of each, and frees it where that is due.",
  operation: "message of 100 fields",
  start() {
    const arena = createArena();
    const type = typeForProtobufjs(MixedMessage.type);
    const contents = Array.from({ length: messages }, (_, index) => mixedContent(arena, index));
    const encoded = contents.map((content) => type.encode(content).finish());
    return {
      arena,
      contents,
      encoded,
      type,
      descriptor: loadWithBufbuild("MixedMessage"),
      prost: loadProst(),
      readers: {
        strait: compileReader("strait"),
        protobufjs: compileReader("protobufjs"),
        bufbuild: compileReader("bufbuild"),
        prost: compileReader("prost"),
      },
    };
  },
  ways: {
    strait: {
      title: "fromBinary, views, free",
      operations: messages * rounds,
      run({ arena, encoded, readers }) {
        const read = readers.strait;
        let sum = 0;
        for (let round = 0; round < rounds; round++) {
          for (const bytes of encoded) {
            const message = MixedMessage.fromBinary(arena, bytes);
            sum += read(message);
            message.free();
          }
        }
        return sum;
      },
    },
    protobufjs: {
      title: "protobufjs",
      operations: messages * rounds,
      run({ encoded, type, readers }) {
        const read = readers.protobufjs;
        let sum = 0;
        for (let round = 0; round < rounds; round++) {
          for (const bytes of encoded) sum += read(asTenFields(type.decode(bytes)));
        }
        return sum;
      },
    },
    bufbuild: {
      title: "@bufbuild/protobuf",
      operations: messages * rounds,
      run({ encoded, descriptor, readers }) {
        const read = readers.bufbuild;
        let sum = 0;
        for (let round = 0; round < rounds; round++) {
          for (const bytes of encoded) sum += read(asTenFields(fromBinary(descriptor, bytes)));
        }
        return sum;
      },
    },
    prost: {
      title: "prost, and an object of ten fields",
      operations: messages * rounds,
      run({ encoded, prost, readers }) {
        const read = readers.prost;
        let sum = 0;
        for (let round = 0; round < rounds; round++) {
          for (const bytes of encoded) sum += read(prost.decodeTenFields(bytes));
        }
        return sum;
      },
    },
  },
  verify({ arena, contents, encoded, type, descriptor, prost }) {
    const expected = contents.map(readTen);
    const wrong = encoded.flatMap((bytes, index) => {
      using message = MixedMessage.fromBinary(arena, bytes);
      const decoded = [
        message,
        asTenFields(type.decode(bytes)),
        asTenFields(fromBinary(descriptor, bytes)),
        prost.decodeTenFields(bytes),
      ];
      const sums = decoded.map(readTen);
      return sums.filter((sum) => sum !== expected[index]);
    });
    return [
      {
        name: "all read the same",
        passed: wrong.length === 0,
        detail: `${wrong.length} of ${4 * encoded.length} sums differ from that of what was written`,
      },
      checkLedgerAtZero(arena),
    ];
  },
});
