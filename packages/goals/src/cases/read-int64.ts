import { type Arena, checkLedgerAtZero, createArena } from "@strait/native";
import { Country } from "@strait/native/stress/deep_nesting";
import { comparison } from "../comparison.ts";

const messages = 100;
const rounds = 200;

/** Where `population` lies in the struct of a country, in words: found by writing it to a fresh one. */
function placeOfOne(arena: Arena): number {
  using country = Country.create(arena);
  country.population = 1;
  return country.$slab.i32.indexOf(1, country.$word) - country.$word;
}

/** An int64 beyond 32 bits of 100 messages in turn. */
export const readInt64 = comparison({
  name: "read-int64",
  title: "Read an int64 as a number",
  description: "Reads an int64 of 100 live messages in turn, generation checked and refused beyond 2⁵³.",
  operation: "field read",
  start() {
    const arena = createArena();
    const live = Array.from({ length: messages }, (_, index) => {
      const country = Country.create(arena);
      country.population = index * 2 ** 32 + index;
      return country;
    });
    const place = placeOfOne(arena);
    return {
      arena,
      live,
      place,
      integers: new BigInt64Array(live.map((country) => country.populationAsBigInt)),
    };
  },
  ways: {
    unchecked: {
      title: "the conversion, refused beyond 2⁵³",
      operations: messages * rounds,
      run({ live, place }) {
        let sum = 0.5;
        for (let round = 0; round < rounds; round++) {
          for (let index = 0; index < messages; index++) {
            const country = live[index] as Country;
            sum += country.$slab.readInt64(country.$word + place, "Country.population");
          }
        }
        return sum;
      },
    },
    strait: {
      title: "the getter, generation checked",
      operations: messages * rounds,
      run({ live }) {
        // With a whole number V8 would sum integers, checked for overflow, which takes longer than the read.
        let sum = 0.5;
        for (let round = 0; round < rounds; round++) {
          for (let index = 0; index < messages; index++) sum += (live[index] as Country).population;
        }
        return sum;
      },
    },
  },
  floor: (floor) => ({
    title: "a getter in C",
    operations: 10 * messages,
    run({ integers }) {
      floor.lend(new Float64Array(integers.buffer));
      let sum = 0;
      for (let index = 0; index < 10 * messages; index++) sum += floor.readInt64(index % messages);
      return sum;
    },
  }),
  verify({ arena, live }) {
    for (const country of live) country.free();
    return [checkLedgerAtZero(arena)];
  },
});
