/** One merged id. */
export interface KnownUser {
  readonly userId: string;
  readonly mergedInto: string;
  readonly canonicalId: string;
}

export type MergeChange = { readonly kind: "merged" | "unmerged"; readonly winner: string; readonly loser: string };

/**
 * The merges of one tenant's people as trees: an id points at the one it was merged into, the root is canonical. Taking back one
 * merge cuts exactly that edge, so what was merged into the loser before or since goes with the loser.
 */
export class Forest {
  readonly #parent = new Map<string, string>();
  readonly #children = new Map<string, Set<string>>();
  /** Ids whose belonging changed. */
  readonly #moved = new Set<string>();

  constructor(known: Iterable<KnownUser>) {
    for (const k of known) this.#link(k.userId, k.mergedInto);
  }

  /** A merge that is there already, an undo of one that is not, or one that would close a circle, changes nothing. */
  apply({ kind, winner, loser }: MergeChange): void {
    if (kind === "unmerged") {
      if (this.#parent.get(loser) !== winner) return;
      this.#unlink(loser);
    } else {
      if (this.#parent.has(loser) || this.rootOf(winner) === loser) return;
      this.#link(loser, winner);
    }
    for (const id of this.#subtree(loser)) this.#moved.add(id);
  }

  rootOf(id: string): string {
    let at = id;
    for (let up = this.#parent.get(at); up !== undefined; up = this.#parent.get(at)) at = up;
    return at;
  }

  /** What must be written, and what must go. */
  changes(): { readonly known: KnownUser[]; readonly gone: string[] } {
    const known: KnownUser[] = [];
    const gone: string[] = [];
    for (const userId of this.#moved) {
      const mergedInto = this.#parent.get(userId);
      if (mergedInto === undefined) gone.push(userId);
      else known.push({ userId, mergedInto, canonicalId: this.rootOf(userId) });
    }
    return { known, gone };
  }

  #link(child: string, parent: string): void {
    this.#parent.set(child, parent);
    const children = this.#children.get(parent);
    if (children) children.add(child);
    else this.#children.set(parent, new Set([child]));
  }

  #unlink(child: string): void {
    this.#children.get(this.#parent.get(child)!)?.delete(child);
    this.#parent.delete(child);
  }

  #subtree(id: string): string[] {
    const all = [id];
    for (let i = 0; i < all.length; i++) for (const child of this.#children.get(all[i]!) ?? []) all.push(child);
    return all;
  }
}
