import { defineScenario } from "@strait/harness";
import { addonIdentity } from "@strait/native";
import { exactRepack } from "./exact-repack.ts";
import { largerClass } from "./larger-class.ts";
import { oneSurvivor } from "./one-survivor.ts";
import { orderSensitivity } from "./order-sensitivity.ts";
import { sizeClasses } from "./size-classes.ts";
import { sizeModesCase } from "./size-modes.ts";
import { stressMix } from "./stress-mix.ts";

export default defineScenario({
  name: "fragmentation",
  title: "Fragmentation",
  description:
    "How much memory the allocator loses, and to what: between what is asked for and what is held, at the peak, in the long run, and when all is freed.",
  addon: async () => addonIdentity(),
  cases: [
    stressMix(),
    sizeModesCase(),
    orderSensitivity(),
    largerClass(),
    oneSurvivor(),
    exactRepack(),
    sizeClasses(),
  ],
});
