import "./identifier-text.css";
import { groupIdentifier } from "../identifiers/group-identifier.ts";
import { classNames } from "./class-names.ts";

/**
 * An ID in groups of four. Digits of mixed IDs are blue and heavier; `marked` places (0-based) are the
 * characters that differ from what was typed. Copying gives the ID without blanks.
 */
export function IdentifierText(props: {
  readonly id: string;
  readonly marked?: readonly number[];
}) {
  const { groups, mixed } = groupIdentifier(props.id);
  return (
    <span className="identifier">
      {groups.map((group) => (
        <span className="identifier-group" key={group.start}>
          <GroupCharacters
            group={group.text}
            start={group.start}
            mixed={mixed}
            marked={props.marked ?? []}
          />
        </span>
      ))}
    </span>
  );
}

function GroupCharacters(props: {
  readonly group: string;
  readonly start: number;
  readonly mixed: boolean;
  readonly marked: readonly number[];
}) {
  return Array.from(props.group, (character, offset) => {
    const place = props.start + offset;
    const isDigit = props.mixed && /\d/.test(character);
    const isMarked = props.marked.includes(place);
    if (!isDigit && !isMarked) return character;
    const className = classNames(isDigit && "identifier-digit", isMarked && "identifier-marked");
    return isMarked ? (
      <mark key={place} className={className}>
        {character}
      </mark>
    ) : (
      <b key={place} className={className}>
        {character}
      </b>
    );
  });
}
