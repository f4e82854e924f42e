import { type Arena, checkLedgerAtZero, createArena, type MessageView } from "@strait/native";
import { Galaxy, type Register } from "@strait/native/stress/deep_nesting";
import { comparison } from "../comparison.ts";

const levels = 20;
const chains = 50;
const rounds = 100;

/** The twenty levels, from the galaxy down to the register. */
function register(galaxy: Galaxy): Register | undefined {
  return galaxy.spiralArm?.starSystem?.planet?.continent?.country?.province?.city?.district?.campus?.building
    ?.floor?.serverRoom?.aisle?.rack?.server?.mainboard?.processor?.core?.register;
}

function ensureRegister(galaxy: Galaxy): Register {
  return galaxy
    .ensureSpiralArm()
    .ensureStarSystem()
    .ensurePlanet()
    .ensureContinent()
    .ensureCountry()
    .ensureProvince()
    .ensureCity()
    .ensureDistrict()
    .ensureCampus()
    .ensureBuilding()
    .ensureFloor()
    .ensureServerRoom()
    .ensureAisle()
    .ensureRack()
    .ensureServer()
    .ensureMainboard()
    .ensureProcessor()
    .ensureCore()
    .ensureRegister();
}

/** Where each level refers to the next, in words of its struct: nothing else in a fresh chain is set. */
function placesOfChildren(galaxy: Galaxy): Int32Array {
  const places: number[] = [];
  let { $index: index } = galaxy;
  for (let level = 1; level < levels; level++) {
    const word = wordOfSlot(galaxy.arena, index);
    let place = 0;
    while (galaxy.$slab.u32[word + place] === 0) place++;
    places.push(place);
    index = galaxy.$slab.u32[word + place] as number;
  }
  return Int32Array.from(places);
}

/** The struct of a slot in an arena of one slab: its first word. */
function wordOfSlot(arena: Arena, index: number): number {
  const slots = arena.slotChunks[index >>> 16] as Int32Array;
  return (slots[((index & 65535) << 2) + 2] as number) << 1;
}

export const walk = comparison({
  name: "walk",
  title: "Walk down 20 levels",
  description: "Follows 50 chains of 20 messages in turn and reads a field of the last.",
  operation: "chain of 20 levels",
  start() {
    const arena = createArena();
    const galaxies = Array.from({ length: chains }, () => Galaxy.create(arena));
    const registers = galaxies.map(ensureRegister);
    const places = galaxies.map(placesOfChildren)[0] ?? new Int32Array();
    registers.forEach((last, index) => {
      last.value = index + 1;
    });
    const [last] = registers;
    const value = last === undefined ? 0 : last.$slab.i32.indexOf(1, last.$word) - last.$word;
    return {
      arena,
      galaxies,
      handles: galaxies.map(({ handle }) => handle),
      places,
      value,
      chain: Float64Array.from({ length: levels }, (_, index) => index + 1),
    };
  },
  ways: {
    offsets: {
      title: "offsets",
      operations: chains * rounds,
      run({ arena, galaxies, places, value }) {
        const { u32, i32 } = (galaxies[0] as MessageView).$slab;
        const slots = arena.slotChunks[0] as Int32Array;
        let sum = 0;
        for (let round = 0; round < rounds; round++) {
          for (let index = 0; index < chains; index++) {
            let word = (galaxies[index] as Galaxy).$word;
            for (let level = 0; level < places.length; level++) {
              const child = u32[word + (places[level] as number)] as number;
              word = (slots[((child & 65535) << 2) + 2] as number) << 1;
            }
            sum += i32[word + value] as number;
          }
        }
        return sum;
      },
    },
    fresh: {
      title: "views, from a fresh one of the root",
      operations: chains * rounds,
      run({ arena, handles }) {
        let sum = 0;
        for (let round = 0; round < rounds; round++) {
          for (let index = 0; index < chains; index++) {
            sum += register(Galaxy.at(arena, handles[index] as number))?.value ?? 0;
          }
        }
        return sum;
      },
    },
    strait: {
      title: "views",
      operations: chains * rounds,
      run({ galaxies }) {
        let sum = 0;
        for (let round = 0; round < rounds; round++) {
          for (let index = 0; index < chains; index++) sum += register(galaxies[index] as Galaxy)?.value ?? 0;
        }
        return sum;
      },
    },
  },
  floor: (floor) => ({
    title: "20 levels in one call",
    operations: 1000,
    run({ chain }) {
      chain[levels - 1] = 0;
      floor.lend(chain);
      let sum = 0;
      for (let call = 0; call < 1000; call++) sum += floor.walk(0, levels);
      return sum;
    },
  }),
  verify({ arena, galaxies }) {
    const found = galaxies.map((galaxy) => register(galaxy)?.value);
    for (const galaxy of galaxies) galaxy.free();
    const right = found.filter((value, index) => value === index + 1).length;
    const check = {
      name: "the end was reached",
      passed: right === chains,
      detail: `${right} of ${chains} chains end right`,
    };
    return [check, checkLedgerAtZero(arena)];
  },
});
