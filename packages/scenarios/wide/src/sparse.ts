import { phaseCase, type Stopwatch, untimed } from "@strait/harness";
import { checkLedgerAtZero, checksum, createArena, requireLive } from "@strait/native";
import { WideMessage } from "@strait/native/stress/wide";

const count = 1_000;

/** Ten of the hundred fields, numbers of six kinds. */
function writeTen(message: WideMessage, index: number): void {
  message.bladeCount = index;
  message.startCount = index + 1;
  message.stopCount = index + 2;
  message.windSpeedMetresPerSecond = index / 2;
  message.activePowerWatts = index * 3;
  message.relativeHumidity = 0.5;
  message.parkNumber = 7;
  message.errorCode = index;
  message.yawErrorMillidegrees = -index;
  message.controllerAddress = 80;
}

function readTen(message: WideMessage): number {
  return (
    message.bladeCount +
    message.startCount +
    message.stopCount +
    message.windSpeedMetresPerSecond +
    message.activePowerWatts +
    message.relativeHumidity +
    message.parkNumber +
    message.errorCode +
    message.yawErrorMillidegrees +
    message.controllerAddress
  );
}

/** What {@link readTen} gives of what {@link writeTen} wrote. */
export function sumOfTen(index: number): number {
  return index + (index + 1) + (index + 2) + index / 2 + index * 3 + 0.5 + 7 + index - index + 80;
}

/** One and ten of a hundred fields, in messages that have no others: what a program pays for those that it uses. */
export const sparse = phaseCase({
  name: "sparse",
  title: "One and ten of 100 fields",
  description:
    "Writes and reads one field, then ten, of 1,000 wide messages that have nothing else, asks for fields that are absent, and has Rust encode them.",
  metrics: {
    "write-one": { title: "Write one field", operation: "message" },
    "write-ten": { title: "Write ten fields", operation: "message" },
    "read-ten": { title: "Read ten fields", operation: "message" },
    absent: { title: "Ask for ten that are absent", operation: "message" },
    encode: { title: "Encode ten of 100 in Rust", operation: "message" },
    wire: { title: "On the wire", operation: "message", unit: "bytes/operation" },
  },
  start() {
    const arena = createArena();
    const { native } = arena;
    const expected = Array.from({ length: count }, (_, index) => sumOfTen(index)).reduce(
      (sum, one) => sum + one,
      0,
    );
    let messages: WideMessage[] = [];
    let wrong = 0;
    const measure = ({ time }: Stopwatch) => {
      messages = Array.from({ length: count }, () => WideMessage.create(arena));
      const writeOne = time(count, () => {
        for (let index = 0; index < count; index++) {
          const message = messages[index];
          if (message !== undefined) message.bladeCount = index;
        }
        return messages.length;
      });
      const written = time(count, () => {
        messages.forEach(writeTen);
        return messages.length;
      });
      const read = time(count, () => {
        let sum = 0;
        for (const message of messages) sum += readTen(message);
        if (sum !== expected) wrong++;
        return sum;
      });
      const absent = time(count, () => {
        let present = 0;
        for (const message of messages) {
          present += message.siteName.length + message.turbineName.length + message.manufacturer.length;
          present += message.modelName.length + message.serialNumber.length + message.firmwareVersion.length;
          present +=
            message.rowNumber + message.controllerBuild + message.controllerPort + message.pitchCycleCount;
        }
        if (present !== 0) wrong++;
        return present;
      });
      let bytes = 0;
      const encode = time(count, () => {
        for (const message of messages) bytes += native.encode(message.handle).length;
        return bytes;
      });
      requireLive(arena, count);
      const [first] = messages;
      if (first !== undefined && native.checksum(first.handle) !== checksum(first, WideMessage.type)) wrong++;
      for (const message of messages) message.free();
      return {
        "write-one": writeOne,
        "write-ten": written,
        "read-ten": read,
        absent,
        encode,
        wire: bytes / count,
      };
    };
    return {
      warmUp() {
        for (let round = 0; round < 5; round++) measure(untimed);
      },
      measure,
      verify: () => [
        {
          name: "ten fields are there and no others",
          passed: wrong === 0,
          detail: `${wrong} times a sum, an absent field or Rust's checksum was not as it should be`,
        },
        checkLedgerAtZero(arena),
      ],
    };
  },
});
