import { addon } from "@strait/native";
import { comparison } from "../comparison.ts";

const operations = 10_000;

/** What it takes to get into Rust and back with nothing to do. */
export const emptyCall = comparison({
  name: "empty-call",
  title: "Empty call",
  description: "Calls a function of the add-on that does nothing, and one in C.",
  operation: "call",
  start: () => addon,
  ways: {
    strait: {
      title: "a call into Rust",
      operations,
      run(native) {
        let calls = 0;
        for (; calls < operations; calls++) native.empty();
        return calls;
      },
    },
  },
  floor: (floor) => ({
    title: "an empty function",
    operations,
    run() {
      let calls = 0;
      for (; calls < operations; calls++) floor.empty();
      return calls;
    },
  }),
});
