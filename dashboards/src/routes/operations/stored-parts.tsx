import type { StorageAnswer, StoredPart } from "#query/answers/storage-answers.ts";
import { text } from "../../messages/current.ts";

/** What takes room, each as a share of the whole; whether it can be made anew. */
export function StoredParts({ answer }: { readonly answer: StorageAnswer }) {
  const words = text.storage.disk;
  const used = answer.parts.reduce((sum, { bytes }) => sum + (bytes ?? 0), 0);
  const shares = answer.parts.map((part) => ({
    ...part,
    share: used === 0 ? 0 : (part.bytes ?? 0) / used,
  }));
  return (
    <section aria-labelledby="storage-disk">
      <h2 id="storage-disk">{words.heading}</h2>
      <p>
        {words.used(used)} {words.free(answer.disk.freeBytes, answer.disk.totalBytes)}{" "}
        <span className="quiet">
          {words.directory} <span className="mono breaking">{answer.dataDirectory}</span>
        </span>
      </p>
      <table className="plain-table" aria-label={words.list}>
        <thead>
          <tr>
            <th>{words.columns.part}</th>
            <th className="align-end">{words.columns.bytes}</th>
            <th>{words.columns.share}</th>
            <th className="align-end optional">{words.columns.files}</th>
            <th className="optional">{words.columns.nature}</th>
          </tr>
        </thead>
        <tbody>
          {shares.map((part) => (
            <PartRow key={part.name} part={part} share={part.share} />
          ))}
        </tbody>
      </table>
    </section>
  );
}

function PartRow(props: { readonly part: StoredPart; readonly share: number }) {
  const { part, share } = props;
  const words = text.storage.disk;
  return (
    <tr>
      <th scope="row">{words.parts[part.name]}</th>
      <td className="align-end">
        {part.bytes === null ? words.elsewhere : text.operations.bytes(part.bytes)}
      </td>
      <td className="storage-share">
        <span
          className={part.isRebuildable ? "share-bar rebuildable" : "share-bar"}
          style={{ "--share": share }}
          aria-hidden="true"
        />
        {words.percent(share)}
      </td>
      <td className="align-end optional">{text.common.count(part.files)}</td>
      <td className="optional">{natureOf(part)}</td>
    </tr>
  );
}

function natureOf({ name, isRebuildable }: StoredPart): string {
  const { nature } = text.storage.disk;
  if (isRebuildable || name === "index" || name === "lifecycles") return nature.view;
  return nature[name];
}
