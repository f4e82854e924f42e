import type { Arena } from "@strait/native";
import { CampusUse, Galaxy, type Register } from "@strait/native/stress/deep_nesting";

/** Levels from a galaxy down to a register, both counted. */
export const levels = 20;

/** A chain of all twenty levels with a value in each, every one of another kind, that follow from `number`. */
export function buildChain(arena: Arena, number: number): Galaxy {
  const galaxy = Galaxy.create(arena);
  galaxy.redshift = number / 4;
  const arm = galaxy.ensureSpiralArm();
  arm.pitchAngleDegrees = number / 2;
  const system = arm.ensureStarSystem();
  system.blackHoleSolarMasses = number;
  const planet = system.ensurePlanet();
  planet.moonCount = number;
  const continent = planet.ensureContinent();
  continent.lowestPointMetres = -number;
  const country = continent.ensureCountry();
  country.population = number;
  const province = country.ensureProvince();
  province.netMigration = -number;
  const city = province.ensureCity();
  city.name = "Tromsø";
  const district = city.ensureDistrict();
  district.householdsByStreet.set("Storgata", number);
  const campus = district.ensureCampus();
  campus.use = CampusUse.DATA_CENTRE;
  const building = campus.ensureBuilding();
  building.occupied = true;
  const floor = building.ensureFloor();
  floor.storey = -1;
  const room = floor.ensureServerRoom();
  room.probeTemperaturesCelsius.push(number / 8);
  const aisle = room.ensureAisle();
  aisle.tileCount = number;
  const rack = aisle.ensureRack();
  rack.assetTag = number;
  const server = rack.ensureServer();
  server.memoryBytes = number;
  const mainboard = server.ensureMainboard();
  mainboard.macAddress = macAddress;
  const processor = mainboard.ensureProcessor();
  processor.serialNumber = number;
  const core = processor.ensureCore();
  core.counterOffset = -number;
  core.ensureRegister().value = number;
  return galaxy;
}

const macAddress = Uint8Array.of(2, 0, 0, 0, 0, 1);

/** The last of the twenty levels, reached through the getters of all before it. */
export function registerOf(galaxy: Galaxy): Register | undefined {
  return galaxy.spiralArm?.starSystem?.planet?.continent?.country?.province?.city?.district?.campus?.building
    ?.floor?.serverRoom?.aisle?.rack?.server?.mainboard?.processor?.core?.register;
}

/** The sum of what the levels hold, text and bytes by their length; NaN where a level is missing. */
export function sumOfChain(galaxy: Galaxy): number {
  let sum = galaxy.redshift;
  const arm = galaxy.spiralArm;
  sum += arm?.pitchAngleDegrees ?? missing;
  const system = arm?.starSystem;
  sum += system?.blackHoleSolarMasses ?? missing;
  const planet = system?.planet;
  sum += planet?.moonCount ?? missing;
  const continent = planet?.continent;
  sum += continent?.lowestPointMetres ?? missing;
  const country = continent?.country;
  sum += country?.population ?? missing;
  const province = country?.province;
  sum += province?.netMigration ?? missing;
  const city = province?.city;
  sum += city?.name.length ?? missing;
  const district = city?.district;
  sum += district?.householdsByStreet.get("Storgata") ?? missing;
  const campus = district?.campus;
  sum += campus?.use ?? missing;
  const building = campus?.building;
  sum += Number(building?.occupied ?? missing);
  const floor = building?.floor;
  sum += floor?.storey ?? missing;
  const room = floor?.serverRoom;
  sum += room?.probeTemperaturesCelsius.at(0) ?? missing;
  const aisle = room?.aisle;
  sum += aisle?.tileCount ?? missing;
  const rack = aisle?.rack;
  sum += rack?.assetTag ?? missing;
  const server = rack?.server;
  sum += server?.memoryBytes ?? missing;
  const mainboard = server?.mainboard;
  sum += mainboard?.macAddress.length ?? missing;
  const processor = mainboard?.processor;
  sum += processor?.serialNumber ?? missing;
  const core = processor?.core;
  sum += core?.counterOffset ?? missing;
  return sum + (core?.register?.value ?? missing);
}

const missing = Number.NaN;

/** What {@link sumOfChain} must find in a chain of `number`: arithmetic on what {@link buildChain} writes. */
export function expectedSum(number: number): number {
  const [text, campusUse, occupied, storey, octets] = [6, 2, 1, -1, 6];
  // A quarter, a half and an eighth; nine times the number itself and three times its opposite.
  return (1 / 4 + 1 / 2 + 1 / 8 + 9 - 3) * number + text + campusUse + occupied + storey + octets;
}
