// What the device keeps: packs (a departure with its list, keys and prices), actions (what was done here, in order) and drafts (what
// is being typed). An action is written before anything else happens, and stays until it is sent and its day is over.
let opened;

function open() {
  opened ??= new Promise((done, failed) => {
    const asked = indexedDB.open("titik-kumpul", 1);
    asked.onupgradeneeded = () => {
      asked.result.createObjectStore("packs", { keyPath: "departure" });
      asked.result.createObjectStore("actions", { keyPath: "seq", autoIncrement: true });
      asked.result.createObjectStore("drafts", { keyPath: "id" });
    };
    asked.onsuccess = () => done(asked.result);
    asked.onerror = () => failed(asked.error);
  });
  return opened;
}

/** One transaction over one store; done when it is on the disk. */
async function within(name, mode, work) {
  const db = await open();
  return new Promise((done, failed) => {
    const tx = db.transaction(name, mode, { durability: "strict" });
    const request = work(tx.objectStore(name));
    tx.oncomplete = () => done(request?.result);
    tx.onerror = tx.onabort = () => failed(tx.error);
  });
}

export const packs = () => within("packs", "readonly", (s) => s.getAll());
export const pack = (departure) => within("packs", "readonly", (s) => s.get(departure));
export const keepPack = (pack) => within("packs", "readwrite", (s) => s.put(pack));
export const dropPack = (departure) => within("packs", "readwrite", (s) => s.delete(departure));

export const actions = () => within("actions", "readonly", (s) => s.getAll());
export const keepAction = (action) => within("actions", "readwrite", (s) => s.put(action));
export const dropAction = (seq) => within("actions", "readwrite", (s) => s.delete(seq));

/** What somebody has decided with the house is not shown here any more. */
export async function dropDecided(nonces) {
  for (const { seq, nonce, state } of await actions()) if (state === "conflict" && nonces.includes(nonce)) await dropAction(seq);
}

export const drafts = () => within("drafts", "readonly", (s) => s.getAll());
export const keepDraft = (draft) => within("drafts", "readwrite", (s) => s.put(draft));
export const dropDraft = (id) => within("drafts", "readwrite", (s) => s.delete(id));

/** What the screen still shows of an action; names are not kept. */
export const bare = ({ nonce, at, kind, way, counted }) => ({ nonce, at, kind, way, counted });

/**
 * Names of people are not kept beyond their day, nor for another person; what is not told yet stays. Of what was refused, what was
 * weighed and taken stays until somebody ticks it off.
 */
export async function forget(now, person) {
  const gone = (await packs()).filter((pack) => now >= pack.forget_at || (person && person !== pack.person)).map((pack) => pack.departure);
  for (const departure of gone) await dropPack(departure);
  for (const draft of await drafts()) if (gone.includes(draft.departure)) await dropDraft(draft.id);
  for (const action of await actions()) {
    const past = now >= action.forget_at;
    if (action.state === "done" && past) await dropAction(action.seq);
    const names = action.state === "conflict" && !action.bare;
    if (names && (past || (person && person !== action.person))) await keepAction({ ...action, bare: true, first: undefined, body: bare(action.body) });
  }
}
