\\ PARI's lindep on planted relations: the file that the variable RELATIONS names calls `problem` once for each. Prints
\\ key<TAB>milliseconds found tried, processor time of lindep alone.
default(parisizemax, 2^31);
times = Map(); counts = Map(); keys = List();

add(key, milliseconds, isRight) =
{
  my(t, c);
  if (!mapisdefined(times, key, &t), t = 0; c = [0, 0]; listput(keys, key), c = mapget(counts, key));
  mapput(times, key, t + milliseconds);
  mapput(counts, key, c + [isRight, 1]);
}

\\ Repeated, for a clock of milliseconds.
problem(n, height, digits, values, coefficients) =
{
  my(repeats = if (n <= 10, 40, n <= 20, 5, 1), found);
  gettime();
  for (i = 1, repeats, found = lindep(values));
  add(Str(n, " ", height, " lindep(v)"), gettime() / repeats, found == coefficients~ || found == -coefficients~);
  gettime();
  for (i = 1, repeats, found = lindep(values, digits - 4));
  add(Str(n, " ", height, " lindep(v, d)"), gettime() / repeats, found == coefficients~ || found == -coefficients~);
}

\\ The digits of a line decide its precision: read a line, set the precision, evaluate.
lines = readstr(getenv("RELATIONS"));
{
  for (i = 1, #lines,
    my(digits = eval(strsplit(lines[i], ",")[3]));
    default(realprecision, digits);
    eval(lines[i]));
}
{
  foreach (keys, key,
    my(c = mapget(counts, key));
    printf("%s\t%.4f %d %d\n", key, mapget(times, key) / c[2] * 1., c[1], c[2]));
}
quit
