/** Every misuse of a handle, as a program that any runtime can run: prints how many there were, and what went wrong. */
import { codeOf } from "../errors-thrown.ts";
import { entries, faults, scene } from "./faults.ts";

let calls = 0;
const wrong: string[] = [];
for (const { name, code, handle, only } of faults) {
  for (const [entry, call] of entries) {
    if (only !== undefined && !only.includes(entry)) continue;
    calls += 1;
    const stage = scene();
    const bad = handle(stage);
    const ledger = JSON.stringify(stage.arena.ledger());
    const found = codeOf(() => Reflect.apply(call, undefined, [stage.arena, bad]));
    const complain = (what: string): void =>
      void wrong.push(`a handle that is ${name}, to ${entry}: ${what}`);
    if (found !== code) complain(`${found}, not ${code}`);
    if (JSON.stringify(stage.arena.ledger()) !== ledger) complain("it changed the ledger");
    if (stage.arena.audit().disagreements.length > 0) complain("the audit disagrees");
    if (stage.live.nodeIds.length !== 3) complain("a message that lives meanwhile was changed");
    stage.arena.reset();
    if (stage.arena.ledger().length > 0) complain("something stayed behind");
  }
}
console.log(JSON.stringify({ calls, wrong }));
