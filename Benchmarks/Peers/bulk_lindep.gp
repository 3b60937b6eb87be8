\\ PARI's lindep on (1, c, x, xc) for each of ten constants c, at 100 digits: what the identification of one number x takes.
\\ Prints name<TAB>seconds for one number: one of the form (a + bc)/(d + fc), and one that has no such form.
default(realprecision, 100);
constants = [Pi, exp(1), log(2), zeta(3), Catalan, (1 + sqrt(5)) / 2, zeta(5), log(3), Pi^2, Euler];
identify(x) =
{
  for (i = 1, #constants,
    my(c = constants[i], m = lindep([1, c, x, x * c], 96));
    if (#m == 4 && vecmax(abs(m)) <= 1000, return(1)));
  0;
}
seconds(numbers, expected) =
{
  gettime();
  for (i = 1, #numbers, if (identify(numbers[i]) != expected, error("wrong answer")));
  gettime() / 1000. / #numbers;
}
planted = vector(200, k, my(c = constants[k % 10 + 1]); (k + 3 * c) / (7 - 2 * c));
others = vector(200, k, sqrt(log(1000 + k)));
printf("planted\t%.8f\n", seconds(planted, 1));
printf("random\t%.8f\n", seconds(others, 0));
quit
