package dev.billingreporter.pricing;

import dev.billingreporter.usage.Quantity;
import java.math.BigDecimal;

/**
 * The days <i>a</i> to <i>b</i> of a period's <i>D</i>, and what they have of something that is granted or asked for the
 * whole period: {@code round(x·b/D) − round(x·a/D)}. So the shares of adjoining parts add up exactly.
 *
 * @param from <i>a</i>: the first day, counted from 0
 * @param until <i>b</i>: the first day that is not in it any more
 * @param periodDays <i>D</i>
 */
public record Share(int from, int until, int periodDays) {

    /** All of it, whatever the days. */
    public static final Share WHOLE = new Share(0, 1, 1);

    public Share {
        if (from < 0 || from >= until || until > periodDays) {
            throw new IllegalArgumentException("there are no days %d to %d of %d".formatted(from, until, periodDays));
        }
    }

    /** Whether it is the whole period. */
    public boolean isWhole() {
        return from == 0 && until == periodDays;
    }

    /** How many days it has. */
    public int days() {
        return until - from;
    }

    /** Its share of an amount of money: 2 decimals; all of it keeps its decimals. */
    public BigDecimal ofMoney(BigDecimal whole) {
        return isWhole() ? whole : moneyUpTo(until, whole).subtract(moneyUpTo(from, whole));
    }

    /** Its share of a quantity: up to 6 decimals; all of it keeps its decimals. */
    public BigDecimal ofQuantity(BigDecimal whole) {
        return isWhole() ? whole : quantityUpTo(until, whole).subtract(quantityUpTo(from, whole));
    }

    /** Such as {@code 20 of 30 days}. */
    @Override
    public String toString() {
        return days() + " of " + periodDays + " days";
    }

    private BigDecimal moneyUpTo(int day, BigDecimal whole) {
        return Amounts.money(whole.multiply(BigDecimal.valueOf(day)), BigDecimal.valueOf(periodDays));
    }

    private BigDecimal quantityUpTo(int day, BigDecimal whole) {
        return Quantity.quotient(whole.multiply(BigDecimal.valueOf(day)), BigDecimal.valueOf(periodDays));
    }
}
