//! The right-hand side of a model as text: names, `a:b`, `a*b`, `factor(a)`, `number(a)`.
//! Must not know the survey. Start from [`Formula::parse`].

use super::RegressError;

/// How a variable enters a model.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Coding {
    /// As the codebook has it: categories make a factor, numbers a number.
    Own,
    /// Every distinct value is a category.
    Factor,
    /// The numbers that the codes stand for.
    Number,
}

/// The variables and terms of a model; the intercept is always there.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Formula {
    /// Names and codings, in the order named.
    pub(super) variables: Vec<(String, Coding)>,
    /// Numbers of the variables of each term; main effects first, then by order, as named.
    pub(super) terms: Vec<Vec<usize>>,
}

impl Formula {
    /// Reads the terms; `1` stands for the intercept alone.
    ///
    /// # Errors
    /// What cannot be read; an interaction without the terms it is made of.
    pub(super) fn parse<S: AsRef<str>>(on: &[S]) -> Result<Self, RegressError> {
        let mut formula = Self::default();
        for text in on.iter().map(AsRef::as_ref).filter(|text| *text != "1") {
            let bad = || RegressError::BadTerm { term: text.to_owned() };
            let crossed = text.contains('*');
            let parts = text.split(if crossed { '*' } else { ':' });
            let mut numbers = Vec::new();
            for part in parts {
                let number = formula.number(part.trim()).ok_or_else(bad)?;
                if !numbers.contains(&number) {
                    numbers.push(number);
                }
            }
            // Beyond this the crossing has more terms than a model should.
            if numbers.len() > 8 {
                return Err(bad());
            }
            if crossed {
                for subset in 1..1_usize << numbers.len() {
                    let chosen = numbers.iter().enumerate();
                    let chosen = chosen.filter(|(at, _)| (subset >> at) & 1 == 1);
                    formula.add(chosen.map(|(_, number)| *number).collect());
                }
            } else {
                formula.add(numbers);
            }
        }
        formula.terms.sort_by_key(Vec::len);
        formula.check_margins()?;
        Ok(formula)
    }

    /// A term as it is named: its variables joined by `:`.
    pub(super) fn name(&self, term: &[usize]) -> String {
        let names = term.iter().filter_map(|at| self.variables.get(*at));
        let names: Vec<String> = names
            .map(|(name, coding)| match coding {
                Coding::Own => name.clone(),
                Coding::Factor => format!("factor({name})"),
                Coding::Number => format!("number({name})"),
            })
            .collect();
        names.join(":")
    }

    fn number(&mut self, part: &str) -> Option<usize> {
        let wrapped = |word: &str| part.strip_prefix(word)?.strip_suffix(')');
        let (name, coding) = if let Some(name) = wrapped("factor(") {
            (name, Coding::Factor)
        } else if let Some(name) = wrapped("number(") {
            (name, Coding::Number)
        } else {
            (part, Coding::Own)
        };
        if name.is_empty() || name.contains([':', '*']) || name == "1" {
            return None;
        }
        let variable = (name.to_owned(), coding);
        let known = self.variables.iter().position(|other| *other == variable);
        Some(known.unwrap_or_else(|| {
            self.variables.push(variable);
            self.variables.len() - 1
        }))
    }

    fn add(&mut self, mut term: Vec<usize>) {
        term.sort_unstable();
        if !self.terms.contains(&term) {
            self.terms.push(term);
        }
    }

    fn check_margins(&self) -> Result<(), RegressError> {
        for term in self.terms.iter().filter(|term| term.len() > 1) {
            for left_out in term {
                let part: Vec<usize> =
                    term.iter().copied().filter(|at| at != left_out).collect();
                if !self.terms.contains(&part) {
                    return Err(RegressError::MissingMargin {
                        term: self.name(term),
                        part: self.name(&part),
                        crossed: self.name(term).replace(':', "*"),
                    });
                }
            }
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::{Coding, Formula};

    fn terms(on: &[&str]) -> Vec<String> {
        let formula = Formula::parse(on).expect("a formula");
        formula.terms.iter().map(|term| formula.name(term)).collect()
    }

    #[test]
    fn terms_stand_in_order_of_degree() {
        assert!(terms(&["1"]).is_empty(), "the intercept alone");
        assert_eq!(terms(&["a", "b", "a"]), ["a", "b"], "named twice counts once");
        assert_eq!(terms(&["a*b", "c"]), ["a", "b", "c", "a:b"]);
        assert_eq!(terms(&["a:b", "b", "a"]), ["b", "a", "a:b"], "in order of naming");
        assert_eq!(terms(&["a*b*c"]), ["a", "b", "c", "a:b", "a:c", "b:c", "a:b:c"]);
        assert_eq!(terms(&["factor(a)", "number(b)"]), ["factor(a)", "number(b)"]);
        let coded = Formula::parse(&["factor(a)"]).expect("a formula");
        assert_eq!(coded.variables, [("a".to_owned(), Coding::Factor)]);
    }

    #[test]
    fn what_cannot_be_read_is_told() {
        for wrong in ["", "a:", "*a", "a**b", "a:b*c", "factor()"] {
            let error = Formula::parse(&[wrong]).expect_err(wrong).to_string();
            assert!(error.contains("cannot be read"), "{wrong}: {error}");
        }
        let error = Formula::parse(&["a", "a:b"]).expect_err("no b").to_string();
        assert!(error.contains("`a*b`") && error.contains("\"b\""), "{error}");
    }
}
