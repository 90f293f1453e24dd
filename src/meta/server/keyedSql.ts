// What already has one of many keys, for a question about each of many rows: read as one set.

type Keyed = {
  readonly from: string
  /** All that the question reads, `created_at` among them. */
  readonly columns: string
  /** Column of a key → the parameter that has everybody's. */
  readonly keys: Readonly<Record<string, string>>
}

/** More of one key than anybody is told of. */
const most = 10

/**
 * To be asked with `plan: 'own'`. In a table that nobody has counted yet (a first import) every index of the
 * organisation looks as good to the planner as the key's own, and was read once for each of the rows; whichever it takes
 * here is read once for all of them, against a hash of the keys.
 */
export const keyedSql = ({ from, columns, keys }: Keyed): string =>
  Object.entries(keys)
    .map(
      ([key, all]) =>
        `select ${columns} from (select ${columns}, row_number() over (partition by ${key} order by created_at, id) as n
           from ${from} where org_id = $1 and deleted_at is null and ${key} = any(${all}::text[])) k where n <= ${most}`,
    )
    .join(' union ')
